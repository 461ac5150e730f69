package io.sagemakerssh.remote.process;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * What carries a process's output to the client, and for how long the client has kept it waiting:
 * for a slow client is no reason to give the last output of a process up.
 */
public final class TimedOutput extends OutputStream {
  /**
   * The first of a terminal's output has Java load what reads terminals, which a busy machine does
   * slowly.
   */
  private static final Duration FIRST_OUTPUT = Duration.ofSeconds(2);

  private static final long NANOS_A_MILLI = 1_000_000;

  private final OutputStream client;

  /** In nanoseconds. Guarded by this, as is the next. */
  private long sending;

  /** 0 while nothing is sent. */
  private long sendingSince;

  private volatile boolean begun;

  public TimedOutput(OutputStream client) {
    this.client = client;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  /** Writes and flushes. */
  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    begun = true;
    synchronized (this) {
      sendingSince = System.nanoTime();
    }
    try {
      client.write(bytes, offset, length);
      client.flush();
    } finally {
      synchronized (this) {
        sending += System.nanoTime() - sendingSince;
        sendingSince = 0;
      }
    }
  }

  /**
   * Waits for the end of the thread that writes here, but for no longer than so, or two seconds if
   * it has written nothing yet; what the client takes does not count.
   */
  public void await(Thread writer, Duration patience) throws InterruptedException {
    long begin = System.nanoTime() - sendingNanos();
    while (writer.isAlive()) {
      Duration limit = begun ? patience : FIRST_OUTPUT;
      long left = limit.toNanos() - (System.nanoTime() - sendingNanos() - begin);
      if (left <= 0) {
        return;
      }
      writer.join(Math.min(left, patience.toNanos()) / NANOS_A_MILLI + 1);
    }
  }

  private synchronized long sendingNanos() {
    return sendingSince == 0 ? sending : sending + System.nanoTime() - sendingSince;
  }
}
