package io.sagemakerssh.local.command;

import io.sagemakerssh.local.connect.SshInvocation;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.forward.SshForward;
import io.sagemakerssh.local.ssh.DebugForward;
import io.sagemakerssh.local.tunnel.LocalListener;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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

  @Mixin private ForwardOptions chosen;
  @Mixin private KeyOptions keys;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "<port>",
      completionCandidates = PresetNames.class,
      description = "What to forward: one of ${COMPLETION-CANDIDATES}, or " + ForwardOptions.PORT)
  private List<String> ports;

  ForwardCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The words that stand for a program's port. */
  static final class PresetNames extends ArrayList<String> {
    PresetNames() {
      super(SshForward.presets());
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<SshForward> forwards = chosen.read(ports, SshForward::parse);
    List<String> options = new ArrayList<>(ONLY_FORWARDS);
    forwards.forEach(forward -> options.addAll(forward.options()));
    Steps steps = new Steps(surroundings.err(), surroundings.terminal(), surroundings.terminal());
    try (Trip trip = chosen.target().trip(surroundings, keys, steps);
        LocalListener listener = LocalListener.bind(0);
        OutputStream err = explaining(forwards)) {
      forwards.forEach(forward -> forward.note().ifPresent(steps::note));
      return trip.ssh(err)
          .run(
              new SshInvocation(
                  trip.arrive(), listener, options, List.of(), container -> print(forwards)));
    }
  }

  /** Standard error; ssh ends if a port of the container is taken, and says so there. */
  private OutputStream explaining(List<SshForward> forwards) {
    int remote =
        forwards.stream().flatMapToInt(f -> f.containersPort().stream()).findFirst().orElse(0);
    return new DebugForward(remote).explainingTheEnd(surroundings.err());
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
