package io.sagemakerssh.remote.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Puts {@code [sagemaker-ssh-helper]} in front of every line, so that our lines are told from the
 * job's in its log. Whole lines go out in one write, as several processes share the log.
 */
final class LogPrefix extends OutputStream {
  private static final byte[] PREFIX =
      "[sagemaker-ssh-helper] ".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private LogPrefix(OutputStream out) {
    this.out = out;
  }

  /** The same container with prefixed output; errors go there, too, since both are one log. */
  static Container on(Container container) {
    PrintStream prefixed =
        new PrintStream(new LogPrefix(container.out()), true, StandardCharsets.UTF_8);
    return new Container(
        container.variables(), container.user(), container.layout(), prefixed, prefixed);
  }

  @Override
  public synchronized void write(int b) throws IOException {
    if (line.size() == 0) {
      line.writeBytes(PREFIX);
    }
    line.write(b);
    if (b == '\n') {
      out.write(line.toByteArray());
      out.flush();
      line.reset();
    }
  }
}
