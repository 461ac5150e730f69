package io.sagemakerssh.remote.sshserver;

import io.sagemakerssh.remote.forward.ForwardListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.common.session.ConnectionService;

/**
 * One connection's agent socket, in a directory that only its owner may enter. Each program that
 * connects to it gets a channel to the agent on the client's side.
 */
final class AgentSocket implements SshAgentServer {
  private final Path path;
  private final ForwardListener listener;

  private AgentSocket(Path path, ForwardListener listener) {
    this.path = path;
    this.listener = listener;
  }

  static AgentSocket open(ConnectionService service) throws IOException {
    Path path = Files.createTempDirectory("sm-ssh-agent").resolve("agent");
    try {
      return new AgentSocket(path, ForwardListener.agent(service, path));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(path.getParent());
      throw e;
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
    Files.deleteIfExists(path.getParent());
  }
}
