package io.sagemakerssh.local.stripe;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A download in as many parts as there are connections, all at once. The official SSM agent rests 1
 * ms after each 1,024 bytes of a session; several sessions rest at the same time. Used for one
 * download by one thread; another may close it.
 */
public final class StripedDownload implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final StripeOpener opener;
  private final int stripes;
  private final Queue<InputStream> open = new ConcurrentLinkedQueue<>();
  private final AtomicInteger threads = new AtomicInteger();
  private volatile boolean closed;

  /**
   * A download.
   *
   * @param stripes how many connections, 1 at least
   */
  public StripedDownload(StripeOpener opener, int stripes) {
    if (stripes < 1) {
      throw new IllegalArgumentException(stripes + " stripes");
    }
    this.opener = opener;
    this.stripes = stripes;
  }

  /**
   * Downloads all; the first part that fails ends the others.
   *
   * @param length of the content, in bytes
   * @throws IOException if a part could not be opened, broke or is too short
   */
  public void run(long length, StripeTarget target) throws IOException {
    ExecutorService executor = Executors.newCachedThreadPool(this::thread);
    try {
      ExecutorCompletionService<Void> parts = new ExecutorCompletionService<>(executor);
      int count = 0;
      for (long[] part : parts(length)) {
        parts.submit(
            () -> {
              download(part[0], part[1], target);
              return null;
            });
        count++;
      }
      for (; count > 0; count--) {
        parts.take().get();
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException io ? io : new IOException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while downloading");
    } finally {
      close();
      executor.shutdownNow();
    }
  }

  /** Ends the download: {@link #run} throws. */
  @Override
  public void close() {
    closed = true;
    for (InputStream part = open.poll(); part != null; part = open.poll()) {
      close(part);
    }
  }

  /** Offsets and lengths; the parts differ by one byte at most. */
  private List<long[]> parts(long length) {
    List<long[]> parts = new ArrayList<>();
    long offset = 0;
    for (int i = 0; i < stripes; i++) {
      long size = length / stripes + (i < length % stripes ? 1 : 0);
      if (size > 0) {
        parts.add(new long[] {offset, size});
      }
      offset += size;
    }
    return parts;
  }

  private void download(long offset, long length, StripeTarget target) throws IOException {
    try (InputStream part = opener.open(offset, length)) {
      open.add(part);
      byte[] buffer = new byte[BUFFER];
      long done = 0;
      while (done < length && !closed) {
        int count = part.read(buffer, 0, (int) Math.min(buffer.length, length - done));
        if (count < 0) {
          throw new EOFException(
              "Only " + done + " of " + length + " bytes came from byte " + offset + " on");
        }
        target.write(offset + done, ByteBuffer.wrap(buffer, 0, count));
        done += count;
      }
      if (done < length) {
        throw new EOFException("The download was ended");
      }
    }
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sm-ssh-stripe-" + threads.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  private static void close(InputStream part) {
    try {
      part.close();
    } catch (IOException alreadyBroken) {
      // It is not read any more.
    }
  }
}
