package io.sagemakerssh.it.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A program on a terminal, which is typed to and looked at. */
final class TerminalSession implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final StringBuffer shown = new StringBuffer();
  private int seen;

  private TerminalSession(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "terminal");
    reader.setDaemon(true);
    reader.start();
  }

  static TerminalSession start(Laptop laptop, String command) {
    return new TerminalSession(laptop.program("script", "-qec", command, "/dev/null").start());
  }

  private void read() {
    InputStream screen = process.getInputStream();
    byte[] bytes = new byte[4096];
    try {
      for (int count; (count = screen.read(bytes)) >= 0; ) {
        shown.append(new String(bytes, 0, count, UTF_8));
      }
    } catch (IOException over) {
      // Whoever awaits more will tell.
    }
  }

  void type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** Waits for something that is shown after what was awaited before. */
  void await(String text) {
    Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(shown.substring(seen)).contains(text));
    seen = shown.indexOf(text, seen) + text.length();
  }

  String shown() {
    return shown.toString();
  }

  Stream<ProcessHandle> descendants() {
    return process.descendants();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
