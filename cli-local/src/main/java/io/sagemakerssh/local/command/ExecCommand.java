package io.sagemakerssh.local.command;

import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.local.connect.Arrival;
import io.sagemakerssh.local.connect.SshInvocation;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.ssh.ShellWords;
import io.sagemakerssh.local.ssh.SshProcess;
import io.sagemakerssh.local.tunnel.LocalListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code exec}. */
@Command(
    name = "exec",
    aliases = "run-command",
    description = {
      "Run one command in a job's container. Its exit code becomes this program's; standard output and standard"
          + " error stay apart.",
      "A single word is a command line for the container's shell; several words are passed as they are.",
      "With --timeout, all of it may take no longer: then the command and what it has started are ended, and the exit"
          + " code is 124. 0 sets no limit."
    },
    footer = {
      "",
      "Examples:",
      "  sm-local-ssh-training exec my-job -- nvidia-smi -L",
      "  sm-local-ssh-training exec --timeout 60 my-job -- python check.py",
      "  sm-local-ssh-training exec --all my-job -- sm-wait stop"
    })
final class ExecCommand implements Callable<Integer> {
  /** Nobody is asked anything, and no terminal is taken. */
  private static final List<String> QUIET = List.of("-T", "-o", "BatchMode=yes");

  private final Surroundings surroundings;

  @Mixin private TargetOptions target;
  @Mixin private KeyOptions keys;

  @Option(
      names = "--all",
      description =
          "Run it on every node that starts SSH, side by side; each line of output begins with its node, and the"
              + " exit code is the highest.")
  private boolean all;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "<command>",
      parameterConsumer = CommandWords.class,
      description = "The command and its arguments, after --.")
  private List<String> words;

  ExecCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    String line = ShellWords.commandLine(words);
    return all ? onEveryNode(line) : onOneNode(line);
  }

  private int onOneNode(String line) throws InterruptedException {
    CommandLimit limit = limit();
    Steps steps = new Steps(surroundings.err(), false, surroundings.terminal());
    try (Trip trip = target.trip(surroundings, keys, steps);
        LocalListener listener = LocalListener.bind(0)) {
      Arrival arrival = trip.arrive();
      return limit.run(
          new SshProcess(surroundings.err()),
          line,
          (ssh, limited) ->
              trip.ssh(ssh).run(SshInvocation.ofCommand(arrival, listener, QUIET, limited)));
    }
  }

  private int onEveryNode(String line) throws InterruptedException {
    JobName job =
        target
            .wholeJob()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "--all takes a job's name, and no node or instance"));
    return new EveryNode(
            surroundings, (node, steps) -> target.trip(node, surroundings, keys, steps))
        .run(target.nodes(job, surroundings), QUIET, line, limit());
  }

  /** The usual patience with a container is no limit for a command. */
  private CommandLimit limit() {
    boolean told = spec.commandLine().getParseResult().hasMatchedOption("--timeout");
    Optional<Duration> limit = told ? Optional.of(target.timeout()) : Optional.empty();
    return new CommandLimit(limit.filter(time -> !time.isZero()), System::nanoTime);
  }
}
