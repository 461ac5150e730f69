package io.sagemakerssh.core.session.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * How much to fuzz, and a watch over each step: what it throws and what it allocates. More than the
 * test run does by {@code scripts/fuzz}.
 */
public final class Fuzzing {
  /** Frames for each target. */
  public static final int FRAMES = Integer.getInteger("fuzz.frames", 60_000);

  public static final long SEED = Long.getLong("fuzz.seed", 1);

  /** A frame of 16 KiB may be decoded, kept, answered, and its answer kept: that is not much. */
  private static final long MOST_BYTES_A_STEP = 2 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Fuzzing() {}

  /** Something done with a frame. */
  public interface Step {
    void run(ByteBuffer frame) throws Exception;
  }

  /** Does a step; fails with the frame if it throws or allocates more than a step should. */
  public static void step(String state, ByteBuffer frame, Step step) {
    long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    try {
      step.run(frame.duplicate());
    } catch (Exception | Error failure) {
      throw new AssertionError(describe(state, frame), failure);
    }
    long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    if (allocated > MOST_BYTES_A_STEP) {
      throw new AssertionError(describe(state, frame) + " allocated " + allocated + " bytes");
    }
  }

  private static String describe(String state, ByteBuffer frame) {
    return state + ", seed " + SEED + ", frame " + HexFormat.of().formatHex(frame.array());
  }
}
