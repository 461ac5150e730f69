package io.sagemakerssh.core.diagnosis;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sagemakerssh.core.diagnosis.Finding.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A diagnosis as text for people and as JSON for programs. */
public final class DiagnosisReport {
  private static final int WIDTH = 18;

  private DiagnosisReport() {}

  /** One check on a line: how it ended, its name, what was found. */
  public static String line(Examined one) {
    return String.format(
        Locale.ROOT,
        "%-7s  %-" + WIDTH + "s  %s",
        word(one.finding().status()),
        one.name(),
        printable(one.finding().text()));
  }

  /**
   * What it comes down to.
   *
   * @param allIsWell the words if nothing fails
   */
  public static List<String> conclusion(Diagnosis diagnosis, String allIsWell) {
    Optional<Examined> cause = diagnosis.cause();
    List<String> lines = new ArrayList<>();
    if (cause.isEmpty()) {
      lines.add(allIsWell);
      diagnosis.warnings().forEach(one -> lines.addAll(trouble("But ", one)));
    } else {
      lines.addAll(trouble("Cause: ", cause.get()));
    }
    return lines;
  }

  /**
   * Members: {@code checks}, a list of objects with {@code name}, {@code status}, {@code text} and
   * {@code mend}; and, if something fails, {@code cause}, one such object with {@code exitCode}.
   */
  public static JsonObject json(Diagnosis diagnosis) {
    JsonArray checks = new JsonArray();
    diagnosis.examined().forEach(one -> checks.add(json(one)));
    JsonObject json = new JsonObject();
    json.add("checks", checks);
    diagnosis
        .cause()
        .ifPresent(
            cause -> {
              JsonObject object = json(cause);
              object.addProperty("exitCode", cause.finding().exitCode().status());
              json.add("cause", object);
            });
    return json;
  }

  private static JsonObject json(Examined one) {
    JsonObject json = new JsonObject();
    json.addProperty("name", one.name());
    json.addProperty("status", word(one.finding().status()));
    json.addProperty("text", one.finding().text());
    json.addProperty("mend", one.finding().mend());
    return json;
  }

  private static List<String> trouble(String lead, Examined one) {
    return List.of(
        lead + one.name() + ": " + printable(one.finding().text()),
        "Do: " + printable(one.finding().mend()));
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  /** Messages of AWS and of containers must not steer a terminal. */
  private static String printable(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
  }
}
