package io.sagemakerssh.remote.agent;

import io.sagemakerssh.core.session.wire.TerminalSize;
import io.sagemakerssh.remote.layout.ContainerUser;
import io.sagemakerssh.remote.process.LoginShell;
import io.sagemakerssh.remote.process.SessionEnvironment;
import io.sagemakerssh.remote.process.SessionProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts what shell sessions run: as the container's user, with the job's environment. */
public final class SessionPrograms {
  /** What the official agent sets, whatever the client's terminal is. */
  private static final String TERMINAL_TYPE = "xterm-256color";

  /** Runs its arguments with errors and output in one stream. */
  private static final String JOINED = "exec \"$@\" 2>&1";

  private final ContainerUser user;
  private final LoginShell shell;
  private final SessionEnvironment environment;

  public SessionPrograms(ContainerUser user, LoginShell shell, SessionEnvironment environment) {
    this.user = user;
    this.shell = shell;
    this.environment = environment;
  }

  /**
   * Sees that the session may run here.
   *
   * @throws InvalidDocumentException if it demands another user than the container's
   */
  void check(ShellRequest request) throws InvalidDocumentException {
    if (!request.runAs().isEmpty() && !request.runAs().equals(user.name())) {
      throw new InvalidDocumentException(
          "The account's Session Manager preferences demand shells of the user "
              + request.runAs()
              + "; this container has those of "
              + user.name()
              + " only.");
    }
  }

  SessionProcess onTerminal(ShellRequest request, TerminalSize size) throws IOException {
    List<String> command =
        request.command().isEmpty() ? shell.alone() : shell.running(request.command());
    Map<String, String> variables = environment.variables();
    variables.put("TERM", TERMINAL_TYPE);
    return SessionProcess.onTerminal(command, variables, user.home(), size.columns(), size.rows());
  }

  SessionProcess onPipes(ShellRequest request) throws IOException {
    List<String> command = new ArrayList<>();
    if (!request.separate()) {
      command.addAll(List.of("/bin/sh", "-c", JOINED, "sh"));
    }
    command.addAll(shell.running(request.command()));
    return SessionProcess.onPipes(command, environment.variables(), user.home());
  }
}
