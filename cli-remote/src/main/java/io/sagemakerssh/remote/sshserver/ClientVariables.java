package io.sagemakerssh.remote.sshserver;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.session.ServerSession;

/** What an SSH connection adds to a process's environment. */
final class ClientVariables {
  /** What MINA keeps among the client's variables but a real sshd does not pass on. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of(Environment.ENV_USER, Environment.ENV_COLUMNS, Environment.ENV_LINES);

  private ClientVariables() {}

  /** Who is connected, and what the client asks for. */
  static Map<String, String> of(ServerSession session, Map<String, String> fromClient) {
    Map<String, String> variables = connection(session);
    fromClient.forEach(
        (name, value) -> {
          if (!NOT_PASSED_ON.contains(name) && value != null) {
            variables.put(name, value);
          }
        });
    return variables;
  }

  private static Map<String, String> connection(ServerSession session) {
    Map<String, String> variables = new HashMap<>();
    SocketAddress remote = session.getIoSession().getRemoteAddress();
    SocketAddress local = session.getIoSession().getLocalAddress();
    if (remote instanceof InetSocketAddress client && local instanceof InetSocketAddress server) {
      String from = client.getAddress().getHostAddress() + " " + client.getPort();
      variables.put("SSH_CLIENT", from + " " + server.getPort());
      variables.put(
          "SSH_CONNECTION",
          from + " " + server.getAddress().getHostAddress() + " " + server.getPort());
    }
    return variables;
  }
}
