package io.sagemakerssh.local.command;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.logging.StderrLogging;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;

/**
 * Runs what was parsed. A class and no lambda: picocli's classes are of Java 5, and with a lambda
 * of such an interface Java would leave them out of the class-data archive.
 */
final class Execution implements IExecutionStrategy {
  private final Optional<UserError> refusal;

  /**
   * An execution.
   *
   * @param refusal why no command may be run; help may be shown all the same
   */
  Execution(Optional<UserError> refusal) {
    this.refusal = refusal;
  }

  @Override
  public int execute(ParseResult parsed) {
    if (ErrorReport.isVerbose(parsed)) {
      System.setProperty(StderrLogging.VERBOSE, "true");
    }
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    if (refusal.isPresent()) {
      CommandLine command = parsed.commandSpec().commandLine();
      throw new ExecutionException(command, refusal.get().what(), refusal.get());
    }
    return new CommandLine.RunLast().execute(parsed);
  }
}
