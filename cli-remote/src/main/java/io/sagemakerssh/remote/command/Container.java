package io.sagemakerssh.remote.command;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.ContainerUser;
import java.io.PrintStream;
import java.util.Map;

/**
 * The container as its programs find it.
 *
 * @param variables the process's environment, unchanged
 * @param user whom the process runs as
 * @param layout where our files lie
 * @param out the process's standard output
 * @param err its standard error
 */
public record Container(
    Map<String, String> variables,
    ContainerUser user,
    ContainerLayout layout,
    PrintStream out,
    PrintStream err) {

  /** Of a process with these variables. */
  public static Container of(Map<String, String> variables, PrintStream out, PrintStream err) {
    Environment environment = new Environment(variables);
    ContainerUser user = ContainerUser.current(environment);
    return new Container(variables, user, ContainerLayout.find(environment, user), out, err);
  }

  Environment environment() {
    return new Environment(variables);
  }
}
