package io.sagemakerssh.local.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Text on standard output. */
final class Output {
  private Output() {}

  static void lines(OutputStream out, List<String> lines) throws IOException {
    out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
