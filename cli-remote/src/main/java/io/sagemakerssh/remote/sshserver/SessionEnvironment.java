package io.sagemakerssh.remote.sshserver;

import io.sagemakerssh.remote.environment.SavedEnvironment;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.ContainerUser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The environment of a session's processes: the job's, the user's, and what the client asks for.
 */
final class SessionEnvironment {
  private static final Logger LOG = LoggerFactory.getLogger(SessionEnvironment.class);
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** What MINA keeps among the client's variables but a real sshd does not pass on. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of(Environment.ENV_USER, Environment.ENV_COLUMNS, Environment.ENV_LINES);

  private final ContainerLayout layout;
  private final ContainerUser user;
  private final LoginShell shell;
  private final Map<String, String> daemonVariables;

  /**
   * @param daemonVariables stand in for the saved environment while nothing is saved
   */
  SessionEnvironment(
      ContainerLayout layout,
      ContainerUser user,
      LoginShell shell,
      Map<String, String> daemonVariables) {
    this.layout = layout;
    this.user = user;
    this.shell = shell;
    this.daemonVariables = Map.copyOf(daemonVariables);
  }

  /** The variables of one process, in a map of its own. */
  Map<String, String> variables(ServerSession session, Map<String, String> fromClient) {
    Map<String, String> variables = new HashMap<>(job());
    variables.put("HOME", user.home().toString());
    variables.put("USER", user.name());
    variables.put("LOGNAME", user.name());
    variables.put("SHELL", shell.program().toString());
    variables.put("PATH", layout.programs() + ":" + variables.getOrDefault("PATH", DEFAULT_PATH));
    variables.putIfAbsent("LANG", daemonVariables.getOrDefault("LANG", "C.UTF-8"));
    connection(session, variables);
    fromClient.forEach(
        (name, value) -> {
          if (!NOT_PASSED_ON.contains(name) && value != null) {
            variables.put(name, value);
          }
        });
    return variables;
  }

  private Map<String, String> job() {
    try {
      Map<String, String> saved = new SavedEnvironment(layout.environmentFile()).read();
      return saved.isEmpty() ? daemonVariables : saved;
    } catch (IOException e) {
      LOG.warn("Tried to read the saved environment but failed because {}", e.toString());
      return daemonVariables;
    }
  }

  private static void connection(ServerSession session, Map<String, String> variables) {
    SocketAddress remote = session.getIoSession().getRemoteAddress();
    SocketAddress local = session.getIoSession().getLocalAddress();
    if (remote instanceof InetSocketAddress client && local instanceof InetSocketAddress server) {
      String from = client.getAddress().getHostAddress() + " " + client.getPort();
      variables.put("SSH_CLIENT", from + " " + server.getPort());
      variables.put(
          "SSH_CONNECTION",
          from + " " + server.getAddress().getHostAddress() + " " + server.getPort());
    }
  }
}
