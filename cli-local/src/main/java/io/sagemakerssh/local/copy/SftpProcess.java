package io.sagemakerssh.local.copy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.sftp.SftpClient;
import io.sagemakerssh.local.sftp.SftpConnectionException;
import io.sagemakerssh.local.ssh.SshCommands;
import java.io.IOException;

/** SFTP through a run of OpenSSH's client. */
public final class SftpProcess implements AutoCloseable {
  /** Nothing has been asked for yet, so a connection that breaks at once may be opened again. */
  private static final int ATTEMPTS = 3;

  private final Process process;
  private final SftpClient client;

  private SftpProcess(Process process, SftpClient client) {
    this.process = process;
    this.client = client;
  }

  /**
   * Starts it.
   *
   * @throws UserError with {@link ExitCode#SESSION_FAILED} if the container offers no SFTP
   */
  public static SftpProcess start(SshCommands commands) throws IOException {
    SftpConnectionException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Process process = commands.startSubsystem("sftp");
      try {
        return new SftpProcess(
            process, SftpClient.open(process.getInputStream(), process.getOutputStream()));
      } catch (SftpConnectionException broken) {
        process.destroy();
        last = broken;
      }
    }
    throw new UserError(
        ExitCode.SESSION_FAILED,
        "Cannot copy files",
        "the container's SSH server does not answer requests for files (SFTP)",
        "If the image's own server runs there, give it the subsystem sftp; or look with: doctor <job>",
        last);
  }

  public SftpClient client() {
    return client;
  }

  /** Ends the connection. */
  @Override
  public void close() throws IOException {
    try {
      client.close();
    } catch (IOException alreadyBroken) {
      if (process.isAlive()) {
        throw alreadyBroken;
      }
    } finally {
      process.destroy();
    }
  }
}
