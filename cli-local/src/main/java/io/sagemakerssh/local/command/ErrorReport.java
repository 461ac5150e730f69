package io.sagemakerssh.local.command;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
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
    return last(parsed).hasMatchedOption("--verbose");
  }

  private static ParseResult last(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure instanceof ParameterException parameters) {
      return handleParseException(parameters, new String[0]);
    }
    boolean verbose = isVerbose(parsed);
    UserError error = failure instanceof UserError known ? known : unexpected(failure, verbose);
    if (OutputOptions.isJson(last(parsed).commandSpec())) {
      err.println(OutputOptions.json(error));
    } else {
      print(error);
    }
    if (verbose) {
      failure.printStackTrace(err);
    }
    return error.exitCode().status();
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    ParameterException shown =
        failure instanceof MissingParameterException
            ? misspelt(command, arguments).orElse(failure)
            : failure;
    List<String> nearest =
        shown instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    String meant = nearest.isEmpty() ? "" : "Did you mean: " + String.join(", ", nearest) + "? ";
    UserError error =
        new UserError(
            ExitCode.USAGE,
            "The command line was not understood",
            message(shown),
            meant + "See: " + command.getCommandSpec().qualifiedName() + " --help");
    if (OutputOptions.isJson(command.getCommandSpec())) {
      err.println(OutputOptions.json(error));
    } else {
      print(error);
      Help plain = new Help(command.getCommandSpec(), Help.defaultColorScheme(Help.Ansi.OFF));
      err.println("Usage: " + oneLine(plain.abbreviatedSynopsis()));
    }
    return error.exitCode().status();
  }

  private static String message(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      String word = unmatched.getUnmatched().get(0);
      return failure.getCommandLine().getSubcommands().isEmpty()
          ? "'" + word + "' is one word too many"
          : "there is no command '" + word + "'";
    }
    return failure.getMessage().replaceFirst("^Error: ", "");
  }

  /**
   * Where the rest of the line goes to ssh, a misspelt option swallows the job's name: then the
   * option is what is wrong, not the missing name.
   */
  private static Optional<ParameterException> misspelt(CommandLine command, String[] arguments) {
    return Arrays.stream(arguments)
        .takeWhile(argument -> !argument.equals("--"))
        .filter(argument -> argument.startsWith("--"))
        .filter(
            argument ->
                !command.getCommandSpec().optionsMap().containsKey(argument.split("=", 2)[0]))
        .findFirst()
        .map(argument -> new UnmatchedArgumentException(command, List.of(argument)));
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

  /** Prints an error for people, be it the program's end or not. */
  void print(UserError error) {
    err.println("error: " + oneLine(error.what()));
    err.println("why: " + oneLine(error.why()));
    err.println("do: " + oneLine(error.advice()));
    err.flush();
  }

  /** Messages from AWS and from containers may hold line ends and terminal control characters. */
  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\p{Cc}", "?");
  }
}
