package io.sagemakerssh.local.command;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.home.UserHome;
import io.sagemakerssh.local.settings.UserDefaults;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    Optional<UserError> refusal = Optional.empty();
    try {
      defaults = UserDefaults.read(defaultsFile());
    } catch (UserError refused) {
      refusal = Optional.of(refused);
    }
    Surroundings extended = surroundings.with(defaults.in(surroundings.environment()));
    CommandTable table = new CommandTable(extended);
    CommandLine line =
        isOfTheWhole(arguments)
            ? commandLine(table.outlines())
            : commandLine(lines(table.neededBy(arguments)));
    return line.setExecutionStrategy(new Execution(refusal))
        .setDefaultValueProvider(new DefaultOptions(defaults))
        .execute(arguments);
  }

  private Path defaultsFile() {
    UserHome home = UserHome.of(surroundings.environment(), surroundings.userHome());
    return UserDefaults.file(surroundings.environment(), home.directory());
  }

  private static boolean isOfTheWhole(String... arguments) {
    return arguments.length == 1
        && List.of("-h", "--help", "-V", "--version").contains(arguments[0]);
  }

  /** The whole tree of commands. */
  CommandLine commandLine() {
    return commandLine(lines(new CommandTable(surroundings).all()));
  }

  private CommandLine commandLine(List<CommandLine> commands) {
    CommandLine top = new CommandLine(new RootCommand());
    top.getCommandSpec()
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print the version.")
                .build());
    commands.forEach(top::addSubcommand);
    PrintWriter out = new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8);
    ErrorReport report = new ErrorReport(surroundings.err());
    top.setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(report)
        .setParameterExceptionHandler(report);
    top.setCaseInsensitiveEnumValuesAllowed(true);
    document(top);
    return top;
  }

  private static List<CommandLine> lines(List<Callable<Integer>> commands) {
    return commands.stream().map(LaptopProgram::line).toList();
  }

  private static CommandLine line(Callable<Integer> command) {
    CommandLine line = new CommandLine(command);
    if (command instanceof CommandGroup group) {
      group.members().forEach(line::addSubcommand);
    }
    return line;
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
