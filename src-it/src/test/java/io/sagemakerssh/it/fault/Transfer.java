package io.sagemakerssh.it.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** Bytes that both ends can make from a seed, so that none needs to be kept to be compared. */
public final class Transfer {
  private static final int BLOCK = 64 * 1024;

  private Transfer() {}

  /** Writes so many bytes, in a thread of its own. */
  public static CompletableFuture<Void> send(OutputStream to, long seed, long length) {
    return inBackground(
        () -> {
          SplittableRandom random = new SplittableRandom(seed);
          byte[] block = new byte[BLOCK];
          for (long sent = 0; sent < length; sent += block.length) {
            random.nextBytes(block);
            to.write(block, 0, (int) Math.min(block.length, length - sent));
          }
          to.flush();
        });
  }

  /** Reads so many bytes and compares each; fails at the first that is not the sent one. */
  public static CompletableFuture<Void> receive(InputStream from, long seed, long length) {
    return inBackground(
        () -> {
          SplittableRandom random = new SplittableRandom(seed);
          byte[] expected = new byte[BLOCK];
          for (long received = 0; received < length; received += expected.length) {
            random.nextBytes(expected);
            int size = (int) Math.min(BLOCK, length - received);
            byte[] block = from.readNBytes(size);
            int difference = Arrays.mismatch(block, 0, block.length, expected, 0, size);
            if (difference >= 0) {
              throw new IOException(
                  "Byte " + (received + difference) + " of " + length + " is wrong or missing");
            }
          }
        });
  }

  private interface Work {
    void run() throws IOException;
  }

  private static CompletableFuture<Void> inBackground(Work work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
                done.complete(null);
              } catch (IOException | RuntimeException failure) {
                done.completeExceptionally(
                    failure instanceof IOException io ? new UncheckedIOException(io) : failure);
              }
            },
            "transfer");
    thread.setDaemon(true);
    thread.start();
    return done;
  }
}
