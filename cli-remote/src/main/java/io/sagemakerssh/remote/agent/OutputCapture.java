package io.sagemakerssh.remote.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Reads one output stream of a process to its end and keeps the first bytes of it. The rest is read
 * too, and dropped, so that the process is never blocked; that goes on after {@link #text} for
 * programs that a script left running in the background.
 */
final class OutputCapture {
  private static final int KEPT_BYTES = OutputText.STREAM_BYTES + 1;

  private final InputStream stream;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final Thread thread;

  /**
   * @param name the reading thread's name
   */
  OutputCapture(InputStream stream, String name) {
    this.stream = stream;
    this.thread = new Thread(this::readAll, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** What was written until the stream's end, or until the patience is over. */
  String text(Duration patience) throws InterruptedException {
    thread.join(patience.toMillis());
    synchronized (kept) {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }

  private void readAll() {
    byte[] buffer = new byte[8192];
    try (stream) {
      int count;
      while ((count = stream.read(buffer)) != -1) {
        synchronized (kept) {
          kept.write(buffer, 0, Math.min(count, KEPT_BYTES - kept.size()));
        }
      }
    } catch (IOException closed) {
      // The process was killed: what was read so far is its output.
    }
  }
}
