package io.sagemakerssh.remote.process;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Starts processes that ignore no signal. What nohup or a script's {@code &} has this process
 * ignore, every process that it starts would ignore for ever, and no shell can change that: Ctrl-C
 * would do nothing, and what a client leaves behind would not end.
 */
public final class DefaultSignals {
  /** On Linux, in hexadecimal: the lowest bit is signal 1. */
  private static final String IGNORED = "SigIgn:";

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int SIGNALS = 31;
  private static final Pointer DEFAULT = Pointer.NULL;
  private static final Pointer IGNORE = Pointer.createConstant(1);

  private DefaultSignals() {}

  /** Starts a process. */
  @FunctionalInterface
  public interface Start<T> {
    T start() throws IOException;
  }

  /**
   * Starts one. A process takes over what is ignored at the moment when it is started, so for that
   * moment nothing is; one start at a time.
   */
  public static <T> T in(Start<T> process) throws IOException {
    synchronized (DefaultSignals.class) {
      int[] ignored = ignored();
      if (ignored.length == 0) {
        return process.start();
      }
      set(ignored, DEFAULT);
      try {
        return process.start();
      } finally {
        set(ignored, IGNORE);
      }
    }
  }

  private static int[] ignored() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return new int[0];
    }
    long mask =
        Files.readAllLines(STATUS).stream()
            .filter(line -> line.startsWith(IGNORED))
            .mapToLong(line -> Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), 16))
            .findFirst()
            .orElse(0);
    return IntStream.rangeClosed(1, SIGNALS).filter(n -> (mask >> n - 1 & 1) != 0).toArray();
  }

  private static void set(int[] signals, Pointer handling) {
    Function signal = NativeLibrary.getProcess().getFunction("signal");
    for (int number : signals) {
      signal.invokePointer(new Object[] {number, handling});
    }
  }
}
