package io.sagemakerssh.remote.command;

import io.sagemakerssh.core.error.UserError;

/** What a user reads when something failed: what, why, what to do. */
final class ErrorText {
  private ErrorText() {}

  static String of(String program, UserError error) {
    return String.join(
        System.lineSeparator(),
        program + ": ERROR: " + error.what(),
        "  why:    " + error.why(),
        "  advice: " + error.advice());
  }
}
