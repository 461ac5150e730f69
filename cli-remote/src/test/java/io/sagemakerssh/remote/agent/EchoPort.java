package io.sagemakerssh.remote.agent;

import io.sagemakerssh.remote.port.InProcessPorts;
import io.sagemakerssh.remote.port.PortConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A server of this process, which repeats what it hears; once it has a port. */
final class EchoPort implements InProcessPorts {
  private final PipedInputStream heard = new PipedInputStream(1 << 16);
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private int port = -1;
  private boolean isRefusing;

  void listen(int on) {
    port = on;
  }

  /** Lets it refuse all connections. */
  void refuse() {
    isRefusing = true;
  }

  /** Done once its connection is closed. */
  CompletableFuture<Void> closed() {
    return closed;
  }

  @Override
  public Optional<PortConnection> connectInProcess(int wanted) throws IOException {
    if (isRefusing) {
      throw new IOException("The server is closed");
    }
    return wanted == port ? Optional.of(echo()) : Optional.empty();
  }

  private PortConnection echo() throws IOException {
    PipedOutputStream output = new PipedOutputStream(heard);
    return new PortConnection() {
      @Override
      public InputStream input() {
        return heard;
      }

      @Override
      public OutputStream output() {
        return output;
      }

      @Override
      public void close() throws IOException {
        output.close();
        closed.complete(null);
      }
    };
  }
}
