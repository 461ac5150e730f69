package io.sagemakerssh.local.command;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where errors are printed: what happened, why, what to do, each on a line. */
final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final PrintStream err;

  ErrorReport(PrintStream err) {
    this.err = err;
  }

  /** Whether the command was run with {@code --verbose}. */
  static boolean isVerbose(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.hasMatchedOption("--verbose");
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure instanceof ParameterException parameters) {
      return handleParseException(parameters, new String[0]);
    }
    boolean verbose = isVerbose(parsed);
    UserError error = failure instanceof UserError known ? known : unexpected(failure, verbose);
    print(error.what(), error.why(), error.advice());
    if (verbose) {
      failure.printStackTrace(err);
    }
    return error.exitCode().status();
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    List<String> nearest =
        failure instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    String advice = "See: " + name + " --help";
    print(
        "The command line was not understood",
        oneLine(failure.getMessage()),
        nearest.isEmpty() ? advice : "Did you mean: " + String.join(", ", nearest) + "? " + advice);
    err.println(oneLine(command.getUsageMessage().lines().findFirst().orElse("")));
    return ExitCode.USAGE.status();
  }

  private static UserError unexpected(Exception failure, boolean verbose) {
    if (failure instanceof InterruptedException) {
      return new UserError(
          ExitCode.INTERRUPTED, "Interrupted", "the program was told to stop", "Start it again.");
    }
    return new UserError(
        ExitCode.BUG,
        "An unexpected error, most likely a bug of this program",
        failure.toString(),
        verbose
            ? "Please report it with the stack below."
            : "Run it again with --verbose and report the stack.");
  }

  private void print(String what, String why, String advice) {
    err.println("error: " + oneLine(what));
    err.println("why: " + oneLine(why));
    err.println("do: " + oneLine(advice));
    err.flush();
  }

  /** Messages from AWS and from containers may hold line ends and terminal control characters. */
  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll("[\\p{Cntrl}]", "?");
  }
}
