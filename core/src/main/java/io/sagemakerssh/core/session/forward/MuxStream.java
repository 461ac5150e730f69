package io.sagemakerssh.core.session.forward;

import io.sagemakerssh.core.session.forward.MuxFrame.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One multiplexed connection. */
final class MuxStream implements ForwardedConnection {
  private static final Logger LOG = LoggerFactory.getLogger(MuxStream.class);

  private final int id;
  private final MuxWriter writer;
  private final MuxInput input;
  private final Output output = new Output();
  private final Consumer<MuxStream> onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * A stream that both ends know, or will.
   *
   * @param onClose forgets the stream
   */
  MuxStream(int id, MuxWriter writer, ReceiveBudget budget, Consumer<MuxStream> onClose) {
    this.id = id;
    this.writer = writer;
    this.input = new MuxInput(budget);
    this.onClose = onClose;
  }

  int id() {
    return id;
  }

  MuxInput received() {
    return input;
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      onClose.accept(this);
      input.close();
      try {
        writer.write(Command.FIN, id);
      } catch (IOException ended) {
        LOG.debug("Nobody to tell that stream {} is closed: {}", id, ended.getMessage());
      }
    }
  }

  @Override
  public String toString() {
    return "stream " + Integer.toUnsignedString(id);
  }

  /** Cuts what is written into frames, each written at once and whole, in one array for all. */
  private final class Output extends OutputStream {
    private byte[] frame = {};

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
      Objects.checkFromIndexSize(start, length, bytes.length);
      int longest = MuxFrame.HEADER_BYTES + Math.min(CHUNK_BYTES, length);
      if (frame.length < longest) {
        frame = new byte[longest];
      }
      int end = start + length;
      for (int from = start; from < end; from += CHUNK_BYTES) {
        int part = Math.min(CHUNK_BYTES, end - from);
        if (closed.get() || input.isFinished()) {
          throw new IOException("The connection is closed");
        }
        new MuxFrame(Command.PSH, id, part).printTo(frame);
        System.arraycopy(bytes, from, frame, MuxFrame.HEADER_BYTES, part);
        writer.write(frame, MuxFrame.HEADER_BYTES + part);
      }
    }
  }
}
