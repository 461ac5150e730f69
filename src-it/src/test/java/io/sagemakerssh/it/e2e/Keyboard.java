package io.sagemakerssh.it.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Types at a terminal behind ssh, a key at a time, each after the echo of the one before. */
final class Keyboard {
  private static final int WARM_UP = 100;
  private static final int KEYS = 300;

  /** Without an echo by the terminal, which would come before that of the program. */
  private static final String PROGRAM = "stty raw -echo; echo ready; exec cat";

  private Keyboard() {}

  /**
   * Measures.
   *
   * @param ssh without its command
   * @return the median from a key to its echo, in milliseconds
   */
  static double echo(Laptop laptop, List<String> ssh) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(ssh);
    line.add(1, "-tt");
    line.add(PROGRAM);
    Process process = laptop.program(line.toArray(String[]::new)).start();
    try {
      InputStream screen = process.getInputStream();
      OutputStream keys = process.getOutputStream();
      awaitReady(screen);
      double[] echoes = new double[KEYS];
      for (int i = -WARM_UP; i < KEYS; i++) {
        long typed = System.nanoTime();
        keys.write('a');
        keys.flush();
        if (screen.read() != 'a') {
          throw new IOException("Something else than the key came back");
        }
        if (i >= 0) {
          echoes[i] = (System.nanoTime() - typed) / 1e6;
        }
      }
      Arrays.sort(echoes);
      return echoes[KEYS / 2];
    } finally {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static void awaitReady(InputStream screen) throws IOException {
    StringBuilder shown = new StringBuilder();
    byte[] one = new byte[1];
    while (!shown.toString().endsWith("ready\n")) {
      if (screen.read(one) < 0) {
        throw new IOException("ssh ended; it showed " + shown);
      }
      shown.append(new String(one, UTF_8));
    }
  }
}
