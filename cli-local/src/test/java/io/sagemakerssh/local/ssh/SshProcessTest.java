package io.sagemakerssh.local.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A shell stands in for ssh. */
@Timeout(20)
class SshProcessTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicInteger connected = new AtomicInteger();
  private final SshProcess process =
      new SshProcess(Redirect.from(new File("/dev/null")), Redirect.DISCARD, err);

  private SshOutcome run(String script) throws InterruptedException {
    return process.run(List.of("sh", "-c", script), connected::incrementAndGet);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void saysWhenItIsConnectedAndHidesHowItKnows() throws InterruptedException {
    SshOutcome outcome =
        run("echo warning >&2; " + SshErrors.ANNOUNCE + "; printf 'no newline' >&2; exit 7");

    assertThat(outcome).isEqualTo(new SshOutcome(7, false));
    assertThat(connected).hasValue(1);
    assertThat(err()).isEqualTo("warning\nno newline");
  }

  @Test
  void isEndedWhenItsTimeIsUp() throws InterruptedException {
    SshOutcome outcome =
        process
            .endingAfter(Duration.ofMillis(100))
            .run(List.of("sh", "-c", "exec sleep 60"), connected::incrementAndGet);

    assertThat(outcome.exitCode()).isNotZero();
  }

  @Test
  void tellsARefusedKey() throws InterruptedException {
    SshOutcome outcome = run("echo 'root@host: Permission denied (publickey).' >&2; exit 255");

    assertThat(outcome).isEqualTo(new SshOutcome(255, true));
    assertThat(connected).hasValue(0);
    assertThat(err()).contains("Permission denied");
  }

  @Test
  void whatTheRemoteCommandPrintsIsNotTakenForSshsOwn() throws InterruptedException {
    SshOutcome outcome =
        run(SshErrors.ANNOUNCE + "; echo 'Permission denied (publickey).' >&2; exit 255");

    assertThat(outcome.keyRefused()).isFalse();
  }

  @Test
  void aMissingProgramIsNamed() {
    assertThatThrownBy(() -> process.run(List.of("no-such-ssh"), connected::incrementAndGet))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> assertThat(error.exitCode()).isEqualTo(ExitCode.PROGRAM_MISSING));
  }
}
