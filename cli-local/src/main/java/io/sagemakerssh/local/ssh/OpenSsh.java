package io.sagemakerssh.local.ssh;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;

/** The client that the user has installed. */
final class OpenSsh {
  private OpenSsh() {}

  /**
   * Starts it.
   *
   * @throws UserError with {@link ExitCode#PROGRAM_MISSING} if it cannot be run
   */
  static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException missing) {
      throw new UserError(
          ExitCode.PROGRAM_MISSING,
          "Cannot run " + builder.command().get(0),
          "it is not installed, or not on the PATH",
          "Install the OpenSSH client: 'apt-get install openssh-client', 'dnf install openssh-clients'.",
          missing);
    }
  }
}
