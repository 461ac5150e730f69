package io.sagemakerssh.local.command;

import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.core.session.client.ShellSession;
import io.sagemakerssh.core.session.encryption.DataKeys;
import io.sagemakerssh.core.session.encryption.KmsDataKeys;
import io.sagemakerssh.core.session.wire.TerminalSize;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.session.RawTerminal;
import io.sagemakerssh.local.session.ShellClient;
import io.sagemakerssh.local.ssh.ShellWords;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.kms.KmsClient;

/** {@code shell}. */
@Command(
    name = "shell",
    description = {
      "Open a shell in a job's container, or in any other managed instance, through Session Manager alone: no SSH, no"
          + " key. Or run one command there.",
      "~. at the beginning of a line ends a session that no longer answers."
    },
    footer = {
      "",
      "Examples:",
      "  sm-local-ssh-training shell my-job",
      "  sm-local-ssh-training shell my-job -- df -h",
      "  sm-local-ssh-training shell my-job -t -- top"
    })
final class ShellCommand implements Callable<Integer> {
  private static final TerminalSize PRETENDED = new TerminalSize(80, 24);

  private final Surroundings surroundings;

  @Mixin private TargetOptions target;

  @Option(names = "-t", description = "Give the command a terminal, and the keys typed here.")
  private boolean terminal;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "<command>",
      parameterConsumer = CommandWords.class,
      description =
          "A command and its arguments, after --; a shell unless told. Without -t its errors stay apart and its exit"
              + " code becomes this program's, where the agent tells it.")
  private List<String> words = List.of();

  ShellCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<String> command =
        words.isEmpty() ? Optional.empty() : Optional.of(ShellWords.commandLine(words));
    boolean onTerminal = terminal || command.isEmpty();
    Steps steps = new Steps(surroundings.err(), surroundings.terminal(), surroundings.terminal());
    try (Trip trip = target.trip(surroundings, steps)) {
      InstanceId instance = trip.approach().find(trip.destination()).id();
      steps.step("Start shell session over SSM");
      try (ShellSession session = open(trip, instance, command)) {
        ShellClient client =
            new ShellClient(session, surroundings.in(), surroundings.out(), surroundings.err());
        return onTerminal ? runOnTerminal(client, RawTerminal.isStandardInput()) : client.run();
      }
    }
  }

  private ShellSession open(Trip trip, InstanceId instance, Optional<String> command) {
    DataKeys keys = new KmsDataKeys(() -> trip.aws().configure(KmsClient.builder()).build());
    return trip.sessions()
        .open(
            instance,
            client ->
                command
                    .map(line -> terminal ? line : ShellWords.inShell(line))
                    .map(line -> client.command(instance.value(), line, terminal, keys))
                    .orElseGet(() -> client.shell(instance.value(), keys)));
  }

  /**
   * Keys come from a person if standard input is a terminal; else the terminal is only pretended.
   */
  static int runOnTerminal(ShellClient client, boolean isPerson) throws InterruptedException {
    if (!isPerson) {
      client.resize(PRETENDED);
      return client.runOnTerminal(false);
    }
    try (RawTerminal raw = RawTerminal.take("")) {
      client.resize(raw.size());
      raw.onResize(client::resize);
      return client.runOnTerminal(true);
    }
  }
}
