package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.error.ExitCode;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code doctor} found.
 *
 * @param cause its name, {@code none} if nothing fails; so are {@code text} and {@code mend} then
 */
record DoctorReport(int exitCode, String cause, String text, String mend, List<Found> checks) {
  /** One check of the report. */
  record Found(String status, String name, String text, String mend) {}

  /** Runs {@code doctor} on a laptop. */
  static DoctorReport of(Laptop laptop, String... arguments) {
    List<String> line = new ArrayList<>(List.of("doctor", "--output", "json"));
    line.addAll(List.of(arguments));
    Outcome outcome = laptop.here(line.toArray(String[]::new));
    JsonObject json = JsonParser.parseString(outcome.out()).getAsJsonObject();
    List<Found> checks =
        json.getAsJsonArray("checks").asList().stream()
            .map(JsonElement::getAsJsonObject)
            .map(
                one ->
                    new Found(
                        text(one, "status"),
                        text(one, "name"),
                        text(one, "text"),
                        text(one, "mend")))
            .toList();
    JsonObject cause = json.has("cause") ? json.getAsJsonObject("cause") : new JsonObject();
    return new DoctorReport(
        outcome.status(), text(cause, "name"), text(cause, "text"), text(cause, "mend"), checks);
  }

  /**
   * Expects one cause.
   *
   * @param mend a part of what the report says to do
   */
  void assertCause(String cause, ExitCode code, String mend) {
    assertThat(cause()).as("%s", this).isEqualTo(cause);
    assertThat(exitCode()).as("%s", this).isEqualTo(code.status());
    assertThat(mend()).contains(mend);
  }

  private static String text(JsonObject json, String name) {
    return json.has(name) ? json.get(name).getAsString() : "none";
  }
}
