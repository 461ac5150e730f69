package io.sagemakerssh.core.error;

import static java.util.Objects.requireNonNull;

/**
 * A failure that a user can cause or meet: one line of what happened, one of why, one of what to
 * do, and the exit code. Thrown anywhere, printed in one place at the edge of each program. None of
 * the lines may hold a secret.
 */
public final class UserError extends RuntimeException {
  private final ExitCode exitCode;
  private final String why;
  private final String advice;

  public UserError(ExitCode exitCode, String what, String why, String advice) {
    this(exitCode, what, why, advice, null);
  }

  public UserError(ExitCode exitCode, String what, String why, String advice, Throwable cause) {
    super(requireNonNull(what), cause);
    this.exitCode = requireNonNull(exitCode);
    this.why = requireNonNull(why);
    this.advice = requireNonNull(advice);
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  /** What happened: "Cannot connect to job 'x'". */
  public String what() {
    return getMessage();
  }

  /** Why it happened, as far as is known. */
  public String why() {
    return why;
  }

  /** What the user can do about it: a command, a policy statement, a page. */
  public String advice() {
    return advice;
  }
}
