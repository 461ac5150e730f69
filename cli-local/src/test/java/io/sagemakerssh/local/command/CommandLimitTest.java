package io.sagemakerssh.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.ssh.SshProcess;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CommandLimitTest {
  private final AtomicLong clock = new AtomicLong();
  private final SshProcess ssh = new SshProcess(OutputStream.nullOutputStream());
  private final AtomicReference<String> line = new AtomicReference<>();

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private CommandLimit limit(Duration whole) {
    return new CommandLimit(Optional.of(whole), clock::get);
  }

  private int run(CommandLimit limit, int status, Duration taking) throws InterruptedException {
    return limit.run(
        ssh,
        "echo 'it is' | wc",
        (process, limited) -> {
          line.set(limited);
          pass(taking);
          return status;
        });
  }

  @Test
  void withoutALimitTheLineStaysAsItIs() throws InterruptedException {
    CommandLimit none = new CommandLimit(Optional.empty(), clock::get);

    assertThat(run(none, 124, Duration.ofDays(1))).isEqualTo(124);
    assertThat(line).hasValue("echo 'it is' | wc");
  }

  @Test
  void theCommandGetsTheTimeThatIsLeft() throws InterruptedException {
    CommandLimit limit = limit(Duration.ofSeconds(10));
    pass(Duration.ofMillis(3500));

    assertThat(run(limit, 3, Duration.ofSeconds(1))).isEqualTo(3);
    assertThat(line)
        .hasValue("exec timeout -k 5 6.500 \"${SHELL:-/bin/sh}\" -c 'echo '\\''it is'\\'' | wc'");
  }

  @Test
  void itGetsASecondAtLeast() throws InterruptedException {
    CommandLimit limit = limit(Duration.ofSeconds(2));
    pass(Duration.ofSeconds(5));

    assertThat(run(limit, 0, Duration.ofMillis(500))).isZero();
    assertThat(line.get()).contains(" 1.000 ");
  }

  @Test
  void aCommandThatHadToBeEndedIsToldFromOneThatEndedSo() throws InterruptedException {
    assertThat(run(limit(Duration.ofSeconds(10)), 124, Duration.ofSeconds(1))).isEqualTo(124);
    assertThat(run(limit(Duration.ofSeconds(10)), 0, Duration.ofSeconds(10))).isZero();
    assertThatThrownBy(() -> run(limit(Duration.ofSeconds(10)), 137, Duration.ofSeconds(15)))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> assertThat(error.exitCode()).isEqualTo(ExitCode.COMMAND_TIMED_OUT));
  }
}
