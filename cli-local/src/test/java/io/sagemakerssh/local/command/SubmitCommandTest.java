package io.sagemakerssh.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.error.ExitCode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no AWS to be refused. */
class SubmitCommandTest {
  @TempDir Path home;

  private void assertRefused(ExitCode code, String words, String... arguments) {
    ProgramRun run = ProgramRun.of(home, Map.of(), arguments);

    assertThat(run.status()).as(run.err()).isEqualTo(code.status());
    assertThat(run.err()).contains(words);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void wantsARequest() {
    assertRefused(ExitCode.USAGE, "why: Missing required argument", "submit");
  }

  @Test
  void takesTheRequestOnce() {
    assertRefused(ExitCode.USAGE, "mutually exclusive", "submit", "{}", "--cli-input-json", "{}");
  }

  @Test
  void namesPlaceAndSpelling() {
    assertRefused(
        ExitCode.REQUEST_REFUSED,
        "why: line 1, column 2: CreateTrainingJob has no field RoleArm\ndo: Did you mean RoleArn?",
        "submit",
        "{\"RoleArm\": \"x\"}");
  }

  @Test
  void wantsAName() {
    assertRefused(ExitCode.REQUEST_REFUSED, "--training-job-name", "submit", "{}");
    assertRefused(
        ExitCode.USAGE, "is not a job name", "submit", "{}", "--training-job-name", "a b");
  }
}
