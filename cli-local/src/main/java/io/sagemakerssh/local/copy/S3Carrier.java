package io.sagemakerssh.local.copy;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.exit.ExitAction;
import io.sagemakerssh.local.ssh.RemoteCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a file in pieces, each an object of its own: while one end fetches a piece, the other
 * writes the next, and no object is larger than S3 takes at once. An object goes as soon as its
 * piece has arrived, and in any case when the program ends. Used by one thread.
 */
public final class S3Carrier implements Carrier, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(S3Carrier.class);
  private static final int PIECE = 16 << 20;
  private static final int AT_ONCE = 4;

  /** How far behind the end of what has arrived a piece may still be missing, in bytes. */
  static final long MOST_UNDER_WAY = (AT_ONCE + 1L) * PIECE;

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final FileTree here;
  private final boolean up;
  private final Supplier<PieceStore> source;
  private final RemoteCommands commands;
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, S3Carrier::thread);
  private final Set<String> stored = ConcurrentHashMap.newKeySet();
  private final AtomicLong names = new AtomicLong();
  private final ExitAction interrupted = ExitAction.of("sm-ssh-pieces", this::endPieces);
  private RelayProcess relay;

  /** Set before the first object is made, which its threads and the program's end delete. */
  private volatile PieceStore store;

  /**
   * A carrier.
   *
   * @param here this machine's files
   * @param up whether they are the source
   * @param store asked for when it is needed
   * @param commands start the relay in the container
   */
  public S3Carrier(FileTree here, boolean up, Supplier<PieceStore> store, RemoteCommands commands) {
    this.here = here;
    this.up = up;
    this.source = store;
    this.commands = commands;
  }

  @Override
  public void carry(CopyItem item, String part, long offset, Progress progress) throws IOException {
    if (relay == null) {
      store = source.get();
      relay = RelayProcess.start(commands);
    }
    try {
      if (up) {
        upload(item, part, offset, progress);
      } else {
        download(item, part, offset, progress);
      }
    } catch (IOException | UserError failed) {
      if (threads.isShutdown()) {
        throw (IOException) new InterruptedIOException("interrupted").initCause(failed);
      }
      throw failed;
    }
  }

  private void upload(CopyItem item, String part, long offset, Progress progress)
      throws IOException {
    ArrayDeque<Piece<Integer>> pieces = new ArrayDeque<>();
    try (InputStream in = here.read(item.from(), offset)) {
      long size = item.entry().size();
      for (long begin = offset; begin < size; begin += PIECE) {
        byte[] bytes = in.readNBytes((int) Math.min(PIECE, size - begin));
        if (bytes.length < Math.min(PIECE, size - begin)) {
          throw new IOException("it became shorter while it was copied");
        }
        long place = begin;
        pieces.add(
            piece(
                progress,
                (name, counted) -> {
                  store.put(name, bytes, counted);
                  relay.fetch(part, place, bytes.length, store.readable(name)).get();
                  return bytes.length;
                }));
        if (pieces.size() > AT_ONCE) {
          await(pieces);
        }
      }
      while (!pieces.isEmpty()) {
        await(pieces);
      }
    } finally {
      pieces.forEach(Piece::giveUp);
    }
  }

  private void download(CopyItem item, String part, long offset, Progress progress)
      throws IOException {
    ArrayDeque<Piece<byte[]>> pieces = new ArrayDeque<>();
    try (OutputStream out = here.write(part, offset)) {
      long size = item.entry().size();
      long asked = offset;
      while (asked < size || !pieces.isEmpty()) {
        while (asked < size && pieces.size() < AT_ONCE) {
          long place = asked;
          int length = (int) Math.min(PIECE, size - asked);
          pieces.add(
              piece(
                  progress,
                  (name, counted) -> {
                    relay.send(item.from(), place, length, store.writable(name, length)).get();
                    return store.get(name, length, counted);
                  }));
          asked += length;
        }
        out.write(await(pieces));
      }
    } finally {
      pieces.forEach(Piece::giveUp);
    }
  }

  /** A piece under way, counted as it moves. */
  private record Piece<T>(Future<T> result, PieceProgress progress) {
    void giveUp() {
      result.cancel(true);
      progress.forget();
    }
  }

  /** What is done with one piece while its object is there. */
  @FunctionalInterface
  private interface Way<T> {
    T through(String name, PieceProgress progress) throws Exception;
  }

  private <T> Piece<T> piece(Progress progress, Way<T> way) {
    PieceProgress counted = new PieceProgress(progress);
    return new Piece<>(threads.submit(storing(counted, way)), counted);
  }

  private <T> Callable<T> storing(PieceProgress progress, Way<T> way) {
    String name = Long.toString(names.incrementAndGet());
    return () -> {
      stored.add(name);
      try {
        T result = way.through(name, progress);
        store.delete(name);
        stored.remove(name);
        return result;
      } finally {
        delete(name);
      }
    };
  }

  /** The first of the pieces, once it is there; it stays among them if it does not come. */
  private static <T> T await(ArrayDeque<Piece<T>> pieces) throws IOException {
    try {
      T result = pieces.element().result().get();
      pieces.remove();
      return result;
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      Throwable why = cause instanceof ExecutionException ? cause.getCause() : cause;
      if (why instanceof UserError refused) {
        throw refused;
      }
      throw new IOException(String.valueOf(why.getMessage()), why);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while copying through S3");
    }
  }

  /** Each thread deletes what it has made; what is being written cannot be deleted before. */
  private void endPieces() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(LAST_WORDS.toSeconds(), TimeUnit.SECONDS)) {
        LOG.debug("Pieces are still being written");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    stored.forEach(this::delete);
  }

  /**
   * Of an object whose piece did not arrive; that is told, and no further failure. One that stays
   * is tried once more at the end.
   */
  private void delete(String name) {
    if (!stored.contains(name)) {
      return;
    }
    // A thread that was told to end makes no call to AWS otherwise.
    boolean ending = Thread.interrupted();
    try {
      store.delete(name);
      stored.remove(name);
    } catch (UserError refused) {
      LOG.debug("An object stays", refused);
    } finally {
      if (ending) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sm-ssh-piece");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() throws IOException {
    endPieces();
    interrupted.close();
    if (relay != null) {
      relay.close();
    }
  }
}
