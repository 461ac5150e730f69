package io.sagemakerssh.local.usage;

import io.sagemakerssh.core.session.wire.TerminalSize;
import io.sagemakerssh.local.session.RawTerminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Lines that stay in their place on a screen of their own, behind which the user's is kept. That is
 * given back by {@link #close}, and however else this program ends.
 */
final class UsageScreen implements AutoCloseable {
  private static final String OPEN = "\033[?1049h\033[?25l";
  private static final String GIVE_BACK = "\033[?25h\033[?1049l";
  private static final String TO_THE_TOP = "\033[H";
  private static final String REST_OF_LINE = "\033[K\r\n";
  private static final String REST_OF_SCREEN = "\033[J";

  private final RawTerminal terminal;
  private final OutputStream out;
  private TerminalSize size;
  private boolean open = true;

  private UsageScreen(RawTerminal terminal, OutputStream out) {
    this.terminal = terminal;
    this.out = out;
    this.size = terminal.size();
  }

  /** Takes the terminal and its screen. */
  static UsageScreen take(OutputStream out) throws IOException {
    UsageScreen screen = new UsageScreen(RawTerminal.take(GIVE_BACK), out);
    screen.print(OPEN);
    screen.terminal.onResize(screen::resize);
    return screen;
  }

  /** The user has changed the size; the next lines fit again. */
  private synchronized void resize(TerminalSize changed) {
    size = changed;
  }

  /** Shows lines instead of those before, as far as they fit. */
  synchronized void show(List<String> lines) throws IOException {
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

  @Override
  public synchronized void close() {
    open = false;
    terminal.close();
  }

  private void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
