package io.sagemakerssh.local.command;

import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.forward.SshForward;
import io.sagemakerssh.local.tunnel.LocalListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code forward}. */
@Command(
    name = "forward",
    description = {
      "Forward ports of a job's container through SSH, by number or by a program's name: tensorboard, jupyter, ray,"
          + " dask, debugpy, pycharm. Prints where each one is; where the usual port of this machine is taken, another"
          + " is used.",
      "Runs until interrupted."
    },
    footer = {
      "",
      "Examples:",
      "  sm-local-ssh-training forward my-job tensorboard jupyter",
      "  sm-local-ssh-training forward my-job 8080:80"
    })
final class ForwardCommand implements Callable<Integer> {
  private static final List<String> ONLY_FORWARDS =
      List.of("-N", "-T", "-o", "BatchMode=yes", "-o", "ExitOnForwardFailure=yes");

  private final Surroundings surroundings;

  @Mixin private AwsOptions aws;
  @Mixin private SearchOptions search;
  @Mixin private KeyOptions keys;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "<job>",
      description =
          "The job's name, its host name <job>.training.sagemaker, or an instance id mi-….")
  private String job;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "<port>",
      description =
          "A program's name, or [<local port>:][<host>:]<port>. The local port is the same as the other unless told,"
              + " 0 for any free one.")
  private List<String> ports;

  ForwardCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<SshForward> forwards = parse();
    List<String> options = new ArrayList<>(ONLY_FORWARDS);
    forwards.forEach(forward -> options.addAll(forward.options()));
    Steps steps = new Steps(surroundings.err(), surroundings.terminal(), surroundings.terminal());
    try (Trip trip = new Trip(surroundings, job, ResourceKind.TRAINING, aws, search, keys, steps);
        LocalListener listener = LocalListener.bind(0)) {
      forwards.forEach(forward -> forward.note().ifPresent(steps::note));
      return trip.ssh(surroundings.err())
          .run(trip.arrive(), listener, options, List.of(), container -> print(forwards));
    }
  }

  private List<SshForward> parse() {
    try {
      return ports.stream().map(SshForward::parse).toList();
    } catch (IllegalArgumentException malformed) {
      throw new ParameterException(spec.commandLine(), malformed.getMessage());
    }
  }

  private void print(List<SshForward> forwards) {
    try {
      Output.lines(
          surroundings.out(),
          forwards.stream()
              .map(forward -> "%-12s %s".formatted(forward.name(), forward.use()))
              .toList());
    } catch (IOException nobodyReads) {
      surroundings.err().println("note: nobody reads where the ports are");
    }
  }
}
