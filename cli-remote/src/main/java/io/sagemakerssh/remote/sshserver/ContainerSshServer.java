package io.sagemakerssh.remote.sshserver;

import io.sagemakerssh.remote.port.InProcessPorts;

/** A running SSH server, reachable on the loopback interface only. */
public interface ContainerSshServer extends InProcessPorts, AutoCloseable {
  /** The TCP port it listens on. */
  int port();

  /** Its public host key as one line: {@code ssh-ed25519 AAAA…}. */
  String hostKey();

  /** Makes the next connection quick, at the cost of some time now. */
  void warmUp();

  /** Ends all its sessions. */
  @Override
  void close();
}
