package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Whether this machine's clock agrees with AWS's, which refuses signatures of another time. */
record ClockCheck(Case of) implements Check {
  static final String NAME = "clock";

  /** AWS takes signatures that are up to five minutes off. */
  private static final Duration TOLERATED = Duration.ofMinutes(4);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(EndpointsCheck.NAME);
  }

  @Override
  public Finding look() {
    Optional<Duration> skew =
        of.endpoints().stream().flatMap(answer -> answer.skew().stream()).findFirst();
    if (skew.isEmpty()) {
      return Finding.unknown("no endpoint told its time");
    }
    long seconds = skew.get().toSeconds();
    if (skew.get().abs().compareTo(TOLERATED) < 0) {
      return Finding.ok(Math.abs(seconds) + " s off AWS's");
    }
    return Finding.warn(
        "this machine's clock is "
            + Math.abs(seconds)
            + " s "
            + (seconds > 0 ? "behind" : "ahead of")
            + " AWS's",
        "Set the clock: sudo timedatectl set-ntp true",
        ExitCode.EXPIRED_CREDENTIALS);
  }
}
