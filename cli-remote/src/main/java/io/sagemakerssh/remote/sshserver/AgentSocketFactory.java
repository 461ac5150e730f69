package io.sagemakerssh.remote.sshserver;

import java.io.IOException;
import java.util.List;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;

/**
 * Agent forwarding, {@code ssh -A}: gives each connection that asks for it a socket for {@code
 * SSH_AUTH_SOCK}. MINA's own needs a native library of Tomcat's; the JDK has such sockets.
 */
final class AgentSocketFactory implements SshAgentFactory {
  @Override
  public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
    return List.of();
  }

  @Override
  public SshAgent createClient(Session session, FactoryManager manager) {
    throw new UnsupportedOperationException("the server itself uses no agent");
  }

  @Override
  public SshAgentServer createServer(ConnectionService service) throws IOException {
    return AgentSocket.open(service);
  }
}
