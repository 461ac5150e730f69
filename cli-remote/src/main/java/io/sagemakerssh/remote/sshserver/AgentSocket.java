package io.sagemakerssh.remote.sshserver;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.common.session.ConnectionService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's agent socket, in a directory that only its owner may enter. Each program that
 * connects to it gets a channel to the agent on the client's side.
 */
final class AgentSocket implements SshAgentServer {
  private static final Logger LOG = LoggerFactory.getLogger(AgentSocket.class);

  private final ConnectionService service;
  private final Path path;
  private final ServerSocketChannel listener;

  private AgentSocket(ConnectionService service, Path path, ServerSocketChannel listener) {
    this.service = service;
    this.path = path;
    this.listener = listener;
  }

  static AgentSocket open(ConnectionService service) throws IOException {
    Path path = Files.createTempDirectory("sm-ssh-agent").resolve("agent");
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(path));
    AgentSocket socket = new AgentSocket(service, path, listener);
    Thread thread = new Thread(socket::accept, "sm-ssh-agent-accept");
    thread.setDaemon(true);
    thread.start();
    return socket;
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        SocketChannel program = listener.accept();
        AgentSocketChannel channel = new AgentSocketChannel(program);
        service.registerChannel(channel);
        channel.start();
      } catch (IOException closed) {
        LOG.debug("The agent socket {} ended: {}", path, closed.toString());
      }
    }
  }

  @Override
  public String getId() {
    return path.toString();
  }

  @Override
  public boolean isOpen() {
    return listener.isOpen();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    Files.deleteIfExists(path);
    Files.deleteIfExists(path.getParent());
  }
}
