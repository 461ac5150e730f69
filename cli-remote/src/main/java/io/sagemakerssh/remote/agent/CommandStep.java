package io.sagemakerssh.remote.agent;

import java.time.Duration;
import java.util.List;

/**
 * One step of a command document.
 *
 * @param name the step's key in replies: its own name in schema 2, the action's in schema 1
 * @param action such as {@code aws:runShellScript}
 * @param script lines to run
 * @param workingDirectory where, or empty for the agent's own directory
 * @param timeout how long it may run
 * @param onFailure {@code exit} or {@code successAndExit} skip the steps behind; else empty
 * @param appliesHere whether its precondition holds on this platform
 */
record CommandStep(
    String name,
    String action,
    List<String> script,
    String workingDirectory,
    Duration timeout,
    String onFailure,
    boolean appliesHere) {
  static final String SHELL_SCRIPT = "aws:runShellScript";

  CommandStep {
    script = List.copyOf(script);
  }
}
