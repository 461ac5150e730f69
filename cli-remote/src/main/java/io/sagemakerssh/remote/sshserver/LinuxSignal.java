package io.sagemakerssh.remote.sshserver;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sshd.server.Signal;

/** The signals that SSH has names for (RFC 4254 section 6.10), with their numbers on Linux. */
enum LinuxSignal {
  HUP(1),
  INT(2),
  QUIT(3),
  ILL(4),
  ABRT(6),
  FPE(8),
  KILL(9),
  USR1(10),
  SEGV(11),
  USR2(12),
  PIPE(13),
  ALRM(14),
  TERM(15);

  private static final int OF_THE_KILLED = 128;
  private final int number;

  LinuxSignal(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** The same signal as a client names it. */
  static Optional<LinuxSignal> of(Signal signal) {
    return Stream.of(values()).filter(known -> known.name().equals(signal.name())).findFirst();
  }

  /** The signal that a shell's exit status tells of, 128 and its number. */
  static Optional<LinuxSignal> ofStatus(int status) {
    return Stream.of(values()).filter(known -> OF_THE_KILLED + known.number == status).findFirst();
  }
}
