package io.sagemakerssh.remote.agent;

import static io.sagemakerssh.remote.agent.JsonMembers.object;
import static io.sagemakerssh.remote.agent.JsonMembers.text;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.wire.StartSessionTask;

/**
 * What a shell session's document asks for.
 *
 * @param command the command line; empty for a shell
 * @param onTerminal whether it gets a terminal
 * @param separate whether, without a terminal, errors stay apart and the exit code is told
 * @param profile what is typed into the shell first; empty for nothing
 * @param kmsKeyId the KMS key that the session is encrypted by; empty for no encryption
 * @param runAs the user whose shell the account's preferences demand; empty for anybody's
 */
record ShellRequest(
    String command,
    boolean onTerminal,
    boolean separate,
    String profile,
    String runAs,
    String kmsKeyId) {

  /**
   * Reads {@code "properties":{"linux":{"commands":…,"separateOutputStream":"true"}}} and {@code
   * "inputs":{"shellProfile":{"linux":…},"runAsEnabled":…,"runAsDefaultUser":…}}.
   *
   * @throws InvalidDocumentException if a command session has no command
   */
  static ShellRequest of(StartSessionTask task) throws InvalidDocumentException {
    JsonObject linux = object(DocumentParameters.properties(task), "linux");
    JsonObject inputs = object(task.documentContent(), "inputs");
    String command = text(linux, "commands").strip();
    boolean isShell = task.sessionType().equals(ShellSessions.SHELL);
    if (command.isEmpty() && !isShell) {
      throw new InvalidDocumentException("The session's document names no command");
    }
    return new ShellRequest(
        isShell ? "" : command,
        !task.sessionType().equals(ShellSessions.COMMAND),
        text(linux, "separateOutputStream").equalsIgnoreCase("true"),
        isShell ? text(object(inputs, "shellProfile"), "linux") : "",
        text(inputs, "runAsEnabled").equals("true") ? text(inputs, "runAsDefaultUser") : "",
        text(inputs, "kmsKeyId"));
  }
}
