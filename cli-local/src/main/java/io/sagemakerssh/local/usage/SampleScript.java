package io.sagemakerssh.local.usage;

import io.sagemakerssh.local.ssh.ShellWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** What runs in the container, for as long as the connection lasts. */
public final class SampleScript {
  private SampleScript() {}

  /**
   * The command line for the container's shell.
   *
   * @param interval between samples
   * @param count of samples; 0 for no end
   */
  public static String command(Duration interval, int count) throws IOException {
    try (InputStream script = SampleScript.class.getResourceAsStream("sample.sh")) {
      return "exec sh -c "
          + ShellWords.quoted(new String(script.readAllBytes(), StandardCharsets.UTF_8))
          + " sm-top "
          + String.format(Locale.ROOT, "%.3f", interval.toMillis() / 1e3)
          + " "
          + count;
    }
  }
}
