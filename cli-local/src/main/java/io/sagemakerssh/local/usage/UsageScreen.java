package io.sagemakerssh.local.usage;

import io.sagemakerssh.core.session.wire.TerminalSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lines that stay in their place on a screen of their own, behind which the user's is kept. */
public final class UsageScreen implements AutoCloseable {
  private static final String OPEN = "\033[?1049h\033[?25l";
  private static final String CLOSE = "\033[?25h\033[?1049l";
  private static final String TO_THE_TOP = "\033[H";
  private static final String REST_OF_LINE = "\033[K\r\n";
  private static final String REST_OF_SCREEN = "\033[J";

  private final OutputStream out;
  private TerminalSize size;
  private boolean open = true;

  /** Takes the screen. */
  public UsageScreen(OutputStream out, TerminalSize size) throws IOException {
    this.out = out;
    this.size = size;
    print(OPEN);
  }

  /** The user has changed the size; the next lines fit again. */
  public synchronized void resize(TerminalSize changed) {
    size = changed;
  }

  /** Shows lines instead of those before, as far as they fit. */
  public synchronized void show(List<String> lines) throws IOException {
    if (!open) {
      return;
    }
    StringBuilder text = new StringBuilder(TO_THE_TOP);
    lines.stream()
        .limit(Math.max(1, size.rows() - 1))
        .forEach(
            line ->
                text.append(line, 0, Math.min(line.length(), size.columns())).append(REST_OF_LINE));
    print(text.append(REST_OF_SCREEN).toString());
  }

  /** Gives the screen back as it was. */
  @Override
  public synchronized void close() throws IOException {
    if (open) {
      open = false;
      print(CLOSE);
    }
  }

  private void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
