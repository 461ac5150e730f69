package io.sagemakerssh.core.session.forward;

import io.sagemakerssh.core.session.channel.Scheduler;
import io.sagemakerssh.core.session.forward.MuxFrame.Command;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many connections over the bytes of one session, by smux version 1 (PROTOCOL.md C.6). The client
 * opens streams, the agent accepts them; any of them may close one, which closes both directions.
 *
 * <p>One thread reads for all streams. It waits for a slow reader only once {@link #BUDGET_BYTES}
 * are unread, as in the official programs: version 1 cannot tell the other end to hold back one
 * stream, so then all wait.
 */
public final class Mux implements AutoCloseable {
  /** Gets each stream that the other end opens. */
  public interface Acceptor {
    /**
     * Called on the reading thread, which it must not block.
     *
     * @throws IOException to end the session
     */
    void accept(ForwardedConnection connection) throws IOException;
  }

  /** The bytes of all streams together that may wait for their readers: 4 MiB. */
  static final int BUDGET_BYTES = 4 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Mux.class);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private final InputStream in;
  private final MuxWriter writer;
  private final Acceptor acceptor;
  private final ReceiveBudget budget;
  private final Map<Integer, MuxStream> streams = new ConcurrentHashMap<>();

  /** The official clients number their streams 3, 5, 7 and so on. */
  private final AtomicInteger lastId = new AtomicInteger(1);

  private volatile IOException ended;

  /** A multiplexer of either role. */
  public Mux(InputStream in, OutputStream out, Acceptor acceptor) {
    this(in, out, acceptor, BUDGET_BYTES);
  }

  Mux(InputStream in, OutputStream out, Acceptor acceptor, int budgetBytes) {
    this.in = in;
    this.writer = new MuxWriter(out);
    this.acceptor = acceptor;
    this.budget = new ReceiveBudget(budgetBytes);
  }

  /**
   * Opens a stream. Nobody answers: whether the port takes the connection shows in its input.
   *
   * @throws IOException if the session has ended
   */
  public ForwardedConnection open() throws IOException {
    MuxStream stream = newStream(lastId.addAndGet(2));
    streams.put(stream.id(), stream);
    if (ended != null) {
      streams.remove(stream.id());
      throw new IOException(ended.getMessage(), ended);
    }
    writer.write(Command.SYN, stream.id());
    return stream;
  }

  /**
   * Reads until the session's bytes end, on the caller's thread; then every stream that is still
   * open fails.
   *
   * @throws MalformedFrameException if the other end does not speak smux version 1
   * @throws IOException if the session broke
   */
  void run() throws IOException {
    IOException why = new EOFException("The session has ended");
    try {
      MuxFrame frame;
      while ((frame = next()) != null) {
        handle(frame);
      }
    } catch (IOException broken) {
      why = broken;
      throw broken;
    } finally {
      endAll(why);
    }
  }

  /**
   * Reads in the background, as {@link #run} does.
   *
   * @param onBroken told why, if the session did not just end
   */
  public void start(Scheduler scheduler, Consumer<IOException> onBroken) {
    scheduler.execute(
        () -> {
          try {
            run();
          } catch (IOException broken) {
            onBroken.accept(broken);
          }
        });
  }

  /**
   * Shows the other end every 10 s that we live, until the session ends. Asked for by old peers
   * alone, which end a session that was silent for 30 s.
   */
  public void keepAlive(Scheduler scheduler) {
    scheduler.schedule(KEEP_ALIVE, () -> scheduler.execute(() -> sayAlive(scheduler)));
  }

  private void sayAlive(Scheduler scheduler) {
    try {
      writer.write(Command.NOP, 0);
      keepAlive(scheduler);
    } catch (IOException over) {
      LOG.debug("No more keep-alives: {}", over.getMessage());
    }
  }

  /** Ends every stream here, without telling the other end: for that, the session ends. */
  @Override
  public void close() {
    endAll(new IOException("The session is closed"));
  }

  private MuxFrame next() throws IOException {
    budget.awaitRoom();
    byte[] header = in.readNBytes(MuxFrame.HEADER_BYTES);
    if (header.length == 0) {
      return null;
    }
    if (header.length < MuxFrame.HEADER_BYTES) {
      throw new EOFException("The session ended within a frame");
    }
    return MuxFrame.parse(header);
  }

  private void handle(MuxFrame frame) throws IOException {
    MuxStream stream = streams.get(frame.streamId());
    switch (frame.command()) {
      case SYN -> {
        if (stream == null) {
          accept(newStream(frame.streamId()));
        }
      }
      case FIN -> {
        if (stream != null) {
          stream.received().finish();
        }
      }
      case PSH -> {
        byte[] payload = new byte[frame.length()];
        if (in.readNBytes(payload, 0, payload.length) < payload.length) {
          throw new EOFException("The session ended within a frame");
        }
        if (stream == null) {
          LOG.trace("Bytes for a stream that is closed: {}", frame);
        } else {
          stream.received().add(payload);
        }
      }
      case NOP -> LOG.trace("The other end lives");
    }
  }

  private void accept(MuxStream stream) throws IOException {
    streams.put(stream.id(), stream);
    acceptor.accept(stream);
  }

  private MuxStream newStream(int id) {
    return new MuxStream(id, writer, budget, closed -> streams.remove(closed.id(), closed));
  }

  private void endAll(IOException why) {
    ended = why;
    budget.end();
    streams.values().forEach(stream -> stream.received().fail(why));
  }
}
