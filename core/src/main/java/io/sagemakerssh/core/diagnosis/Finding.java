package io.sagemakerssh.core.diagnosis;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;

/**
 * What a check found.
 *
 * @param text what is so, or the cause of the trouble
 * @param mend what to do about it: a command, a policy statement; empty if there is no trouble
 * @param exitCode the kind of trouble
 */
public record Finding(Status status, String text, String mend, ExitCode exitCode) {
  /** How a check ended. */
  public enum Status {
    /** In order. */
    OK,
    /** Not as it should be, but what builds on it may work all the same. */
    WARN,
    /** Nothing that builds on it can work. */
    FAIL,
    /** Not looked at, as it builds on something that failed. */
    SKIPPED,
    /** Could not be looked at; what builds on it may work. */
    UNKNOWN
  }

  public static Finding ok(String text) {
    return new Finding(Status.OK, text, "", ExitCode.OK);
  }

  public static Finding warn(String cause, String mend, ExitCode exitCode) {
    return new Finding(Status.WARN, cause, mend, exitCode);
  }

  public static Finding fail(String cause, String mend, ExitCode exitCode) {
    return new Finding(Status.FAIL, cause, mend, exitCode);
  }

  public static Finding fail(UserError error) {
    return fail(error.what() + ": " + error.why(), error.advice(), error.exitCode());
  }

  public static Finding skipped(String need) {
    return new Finding(Status.SKIPPED, "builds on " + need, "", ExitCode.OK);
  }

  public static Finding unknown(String why) {
    return new Finding(Status.UNKNOWN, why, "", ExitCode.OK);
  }

  /** Whether a check that builds on this one is to be skipped. */
  boolean blocks() {
    return status == Status.FAIL || status == Status.SKIPPED;
  }
}
