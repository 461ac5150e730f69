package io.sagemakerssh.local.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The commands by their names, in the order of the help. */
final class CommandTable {
  private final Map<String, Function<Surroundings, Callable<Integer>>> makers =
      new LinkedHashMap<>();
  private final Surroundings surroundings;

  CommandTable(Surroundings surroundings) {
    this.surroundings = surroundings;
    makers.put("connect", ConnectCommand::new);
    makers.put("proxy", ProxyCommand::new);
    makers.put("exec", ExecCommand::new);
    makers.put("cp", CpCommand::new);
    makers.put("forward", ForwardCommand::new);
    makers.put("shell", ShellCommand::new);
    makers.put("tunnel", TunnelCommand::new);
    makers.put("speedtest", SpeedtestCommand::new);
    makers.put("stop-waiting", StopWaitingCommand::new);
    makers.put("logs", LogsCommand::new);
    makers.put("stop", StopCommand::new);
    makers.put("list", ListCommand::new);
    makers.put("top", TopCommand::new);
    makers.put("doctor", DoctorCommand::new);
    makers.put("gc", GcCommand::new);
    makers.put("iam", IamCommand::new);
    makers.put("ssh-config", SshConfigCommand::new);
    makers.put("lib-dir", LibDirCommand::new);
    makers.put("inject", InjectCommand::new);
    makers.put("submit", SubmitCommand::new);
    makers.put("completion", CompletionCommand::new);
    makers.put("manual", ManualCommand::new);
  }

  /**
   * The commands as the help of the whole program shows them: names and descriptions, no options.
   */
  List<CommandLine> outlines() {
    return all().stream().map(CommandTable::outline).toList();
  }

  private static CommandLine outline(Callable<Integer> command) {
    Command told = command.getClass().getAnnotation(Command.class);
    CommandSpec outline = CommandSpec.create().name(told.name()).aliases(told.aliases());
    outline.usageMessage().description(told.description()).hidden(told.hidden());
    return new CommandLine(outline);
  }

  List<Callable<Integer>> all() {
    return makers.values().stream().map(maker -> maker.apply(surroundings)).toList();
  }

  /**
   * The commands that a line needs: the one that its first word names, else all. Picocli reads each
   * command's annotations, and reading them all would take a quick command longer than its work.
   */
  List<Callable<Integer>> neededBy(String... arguments) {
    return arguments.length > 0 && makers.containsKey(arguments[0])
        ? List.of(makers.get(arguments[0]).apply(surroundings))
        : all();
  }
}
