package io.sagemakerssh.remote.daemon;

import io.sagemakerssh.remote.port.PortConnection;
import io.sagemakerssh.remote.sshserver.ContainerSshServer;
import java.util.Optional;

/** A server that nobody connects to; it remembers what was done to it. */
final class FakeSshServer implements ContainerSshServer {
  private final int port;
  private volatile boolean warm;
  private volatile boolean closed;

  FakeSshServer(int port) {
    this.port = port;
  }

  boolean isWarm() {
    return warm;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String hostKey() {
    return "ssh-ed25519 AAAA";
  }

  @Override
  public Optional<PortConnection> connectInProcess(int anyPort) {
    return Optional.empty();
  }

  @Override
  public void warmUp() {
    warm = true;
  }

  @Override
  public void close() {
    closed = true;
  }
}
