package io.sagemakerssh.local.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Passes on what ssh writes to its standard error, and listens for two things in it: that it is
 * connected, which our own {@code LocalCommand} says once authentication has succeeded, and that
 * the key was refused. Until it is connected the lines are held one at a time; the remote command's
 * own error output, which comes after, passes unchanged as it comes.
 */
final class SshErrors implements Runnable {
  private static final String CONNECTED = "sagemaker-ssh-helper: connected";
  private static final String REFUSED = "Permission denied (publickey";

  /** A local command for ssh. {@code sh}, since the user's own shell may redirect otherwise. */
  static final String ANNOUNCE = "sh -c 'echo \"" + CONNECTED + "\" >&2'";

  private final InputStream from;
  private final OutputStream to;
  private final Runnable whenConnected;
  private boolean connected;
  private volatile boolean refused;

  SshErrors(InputStream from, OutputStream to, Runnable whenConnected) {
    this.from = from;
    this.to = to;
    this.whenConnected = whenConnected;
  }

  /** Whether ssh said that the server did not take the key. */
  boolean keyRefused() {
    return refused;
  }

  /** Passes everything on until ssh closes its end. */
  @Override
  public void run() {
    byte[] chunk = new byte[8192];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int length = from.read(chunk); length >= 0; length = from.read(chunk)) {
        int rest = connected ? 0 : lines(chunk, length, line);
        to.write(chunk, rest, length - rest);
        to.flush();
      }
      pass(line);
      to.flush();
    } catch (IOException ended) {
      // Either ssh died, which its exit code tells, or nobody reads our standard error any more.
      refused = false;
    }
  }

  /** Handles bytes up to the announcement; returns how many. */
  private int lines(byte[] chunk, int length, ByteArrayOutputStream line) throws IOException {
    for (int index = 0; index < length; index++) {
      line.write(chunk[index]);
      if (chunk[index] == '\n') {
        pass(line);
        if (connected) {
          return index + 1;
        }
      }
    }
    return length;
  }

  private void pass(ByteArrayOutputStream line) throws IOException {
    String text = line.toString(StandardCharsets.UTF_8);
    if (text.strip().equals(CONNECTED)) {
      connected = true;
      whenConnected.run();
    } else {
      refused |= text.contains(REFUSED);
      to.write(line.toByteArray());
      to.flush();
    }
    line.reset();
  }
}
