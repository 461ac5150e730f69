package io.sagemakerssh.remote.process;

import io.sagemakerssh.remote.environment.SavedEnvironment;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.ContainerUser;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The environment that a session's processes start from: the job's and the user's. */
public final class SessionEnvironment {
  private static final Logger LOG = LoggerFactory.getLogger(SessionEnvironment.class);
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final ContainerLayout layout;
  private final ContainerUser user;
  private final LoginShell shell;
  private final Map<String, String> daemonVariables;

  /**
   * @param daemonVariables stand in for the saved environment while nothing is saved
   */
  public SessionEnvironment(
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
  public Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>(job());
    variables.put("HOME", user.home().toString());
    variables.put("USER", user.name());
    variables.put("LOGNAME", user.name());
    variables.put("SHELL", shell.program().toString());
    addPrograms(layout, variables);
    variables.putIfAbsent("LANG", daemonVariables.getOrDefault("LANG", "C.UTF-8"));
    return variables;
  }

  /** Has our programs found first. */
  public static void addPrograms(ContainerLayout layout, Map<String, String> variables) {
    variables.merge(
        "PATH",
        layout.programs() + ":" + DEFAULT_PATH,
        (path, usual) -> layout.programs() + ":" + path);
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
}
