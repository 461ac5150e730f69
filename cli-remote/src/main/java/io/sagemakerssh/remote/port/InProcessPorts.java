package io.sagemakerssh.remote.port;

import java.io.IOException;
import java.util.Optional;

/** Ports of the loopback interface whose servers are in this process. */
public interface InProcessPorts {
  /**
   * Connects to a port without TCP.
   *
   * @return nothing if the port's server, should there be one, is another process
   * @throws IOException if the server accepts no connection
   */
  Optional<PortConnection> connectInProcess(int port) throws IOException;
}
