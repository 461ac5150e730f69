package io.sagemakerssh.remote.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one stream of a process to the client, in a thread of its own and one buffer. */
final class ProcessOutput {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessOutput.class);

  /** Below the smallest message, so that no character is cut by the message's end. */
  private static final int BUFFER_BYTES = 1_020;

  private static final long NANOS_A_MILLI = 1_000_000;

  private final InputStream source;
  private final OutputStream sink;
  private final Thread thread;

  // For how long the client has kept the bytes waiting, in nanoseconds; since when, or 0.
  private long sending;
  private long sendingSince;

  private ProcessOutput(InputStream source, OutputStream sink, ThreadFactory threads) {
    this.source = source;
    this.sink = sink;
    this.thread = threads.newThread(this::carry);
  }

  /** Begins to carry. */
  static ProcessOutput carrying(InputStream source, OutputStream sink, ThreadFactory threads) {
    ProcessOutput output = new ProcessOutput(source, sink, threads);
    output.thread.start();
    return output;
  }

  /** Waits for the stream's end. */
  void await() throws InterruptedException {
    thread.join();
  }

  /**
   * Waits for the stream's end, but not for the process for longer than so; what the client takes
   * does not count.
   */
  void await(Duration patience) throws InterruptedException {
    long begin = System.nanoTime() - sendingNanos();
    long left = patience.toNanos();
    while (thread.isAlive() && left > 0) {
      thread.join(left / NANOS_A_MILLI + 1);
      left = patience.toNanos() - (System.nanoTime() - sendingNanos() - begin);
    }
  }

  private void carry() {
    byte[] buffer = new byte[BUFFER_BYTES];
    int kept = 0;
    try {
      int count;
      while ((count = source.read(buffer, kept, buffer.length - kept)) != -1) {
        int filled = kept + count;
        int whole = Utf8.wholeCharacters(buffer, filled);
        send(buffer, whole);
        kept = filled - whole;
        System.arraycopy(buffer, whole, buffer, 0, kept);
      }
      send(buffer, kept);
    } catch (IOException over) {
      LOG.debug("The output of a session ended: {}", over.toString());
    }
  }

  private void send(byte[] bytes, int count) throws IOException {
    synchronized (this) {
      sendingSince = System.nanoTime();
    }
    try {
      sink.write(bytes, 0, count);
    } finally {
      synchronized (this) {
        sending += System.nanoTime() - sendingSince;
        sendingSince = 0;
      }
    }
  }

  private synchronized long sendingNanos() {
    return sendingSince == 0 ? sending : sending + System.nanoTime() - sendingSince;
  }
}
