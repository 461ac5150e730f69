package io.sagemakerssh.remote.agent;

import io.sagemakerssh.remote.process.TimedOutput;
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

  private final InputStream source;
  private final TimedOutput sink;
  private final Thread thread;

  private ProcessOutput(InputStream source, OutputStream sink, ThreadFactory threads) {
    this.source = source;
    this.sink = new TimedOutput(sink);
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
    sink.await(thread, patience);
  }

  private void carry() {
    byte[] buffer = new byte[BUFFER_BYTES];
    int kept = 0;
    try {
      int count;
      while ((count = source.read(buffer, kept, buffer.length - kept)) != -1) {
        int filled = kept + count;
        int whole = Utf8.wholeCharacters(buffer, filled);
        sink.write(buffer, 0, whole);
        kept = filled - whole;
        System.arraycopy(buffer, whole, buffer, 0, kept);
      }
      sink.write(buffer, 0, kept);
    } catch (IOException over) {
      LOG.debug("The output of a session ended: {}", over.toString());
    }
  }
}
