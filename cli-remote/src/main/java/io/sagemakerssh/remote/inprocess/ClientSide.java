package io.sagemakerssh.remote.inprocess;

import io.sagemakerssh.remote.port.PortConnection;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/** A connection as its client sees it. */
final class ClientSide implements PortConnection {
  private final InProcessSession session;
  private final ServerOutput input;
  private final OutputStream output = new ToServer();

  ClientSide(InProcessSession session, ServerOutput input) {
    this.session = session;
    this.input = input;
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
    session.close(true);
    input.discard();
  }

  /** The server works on what is written before a write returns, in the writer's thread. */
  private final class ToServer extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      if (session.isClosing()) {
        throw new EOFException("The server has closed the connection");
      }
      session.received(bytes, offset, length);
    }
  }
}
