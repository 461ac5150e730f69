package io.sagemakerssh.local.command;

import io.sagemakerssh.local.logging.StderrLogging;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;

/**
 * Runs what was parsed. A class and no lambda: picocli's classes are of Java 5, and with a lambda
 * of such an interface Java would leave them out of the class-data archive.
 */
final class Execution implements IExecutionStrategy {
  @Override
  public int execute(ParseResult parsed) {
    if (ErrorReport.isVerbose(parsed)) {
      System.setProperty(StderrLogging.VERBOSE, "true");
    }
    return new CommandLine.RunLast().execute(parsed);
  }
}
