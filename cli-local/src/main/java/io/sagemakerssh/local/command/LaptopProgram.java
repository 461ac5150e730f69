package io.sagemakerssh.local.command;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.home.UserHome;
import io.sagemakerssh.local.logging.StderrLogging;
import io.sagemakerssh.local.settings.UserDefaults;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The laptop's program: its tree of commands, run with given surroundings. */
public final class LaptopProgram {
  private final Surroundings surroundings;

  public LaptopProgram(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs a command line and returns the exit code. */
  public int run(String... arguments) {
    UserDefaults defaults = new UserDefaults(Map.of());
    try {
      defaults = UserDefaults.read(defaultsFile());
    } catch (UserError refused) {
      if (!List.of(arguments).contains("--help")) {
        return new ErrorReport(surroundings.err()).refuse(refused);
      }
    }
    Surroundings extended = surroundings.with(defaults.in(surroundings.environment()));
    CommandLine line = commandLine(new CommandTable(extended).neededBy(arguments));
    return line.setDefaultValueProvider(new DefaultOptions(defaults)).execute(arguments);
  }

  private Path defaultsFile() {
    UserHome home = UserHome.of(surroundings.environment(), surroundings.userHome());
    return UserDefaults.file(surroundings.environment(), home.directory());
  }

  /** The whole tree of commands. */
  CommandLine commandLine() {
    return commandLine(new CommandTable(surroundings).all());
  }

  private CommandLine commandLine(List<Callable<Integer>> commands) {
    CommandLine top = new CommandLine(new TopCommand());
    top.getCommandSpec()
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print the version.")
                .build());
    commands.forEach(command -> top.addSubcommand(line(command)));
    PrintWriter out = new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8);
    ErrorReport report = new ErrorReport(surroundings.err());
    top.setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(report)
        .setParameterExceptionHandler(report)
        .setExecutionStrategy(this::execute);
    top.setCaseInsensitiveEnumValuesAllowed(true);
    document(top);
    return top;
  }

  private static CommandLine line(Callable<Integer> command) {
    CommandLine line = new CommandLine(command);
    if (command instanceof CommandGroup group) {
      group.members().forEach(line::addSubcommand);
    }
    return line;
  }

  private int execute(CommandLine.ParseResult parsed) {
    if (ErrorReport.isVerbose(parsed)) {
      System.setProperty(StderrLogging.VERBOSE, "true");
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static void document(CommandLine line) {
    line.getSubcommands().values().forEach(LaptopProgram::document);
    CommandSpec command = line.getCommandSpec();
    if (command.optionsMap().containsKey("--help")) {
      return;
    }
    command.addOption(
        OptionSpec.builder("-v", "--verbose")
            .description("Log what happens, and show the stack of an error.")
            .build());
    command.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help.").build());
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(Integer.toString(code.status()), code.meaning());
    }
    command
        .usageMessage()
        .sortOptions(false)
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(codes);
  }
}
