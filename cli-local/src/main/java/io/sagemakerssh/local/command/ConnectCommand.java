package io.sagemakerssh.local.command;

import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.local.connect.Arrival;
import io.sagemakerssh.local.connect.SharedSession;
import io.sagemakerssh.local.connect.SshInvocation;
import io.sagemakerssh.local.connect.SshSession;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.ssh.DebugForward;
import io.sagemakerssh.local.sshconfig.SshConfiguration;
import io.sagemakerssh.local.tunnel.LocalListener;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code connect}. */
@Command(
    name = "connect",
    aliases = "connect-job",
    description = {
      "Connect to a job's container: find it, waiting until it is online; copy the public key; open a local port"
          + " to its SSH port; start ssh.",
      "What follows the job and is none of these options goes to ssh: its other options, and a command. Afterwards, 'ssh sagemaker-training' works in"
          + " any program."
    },
    footer = {
      "",
      "Examples:",
      "  sm-local-ssh-training connect my-job",
      "  sm-local-ssh-training connect my-job -L 6006:localhost:6006",
      "  sm-local-ssh-training connect my-job nvidia-smi"
    })
final class ConnectCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private TargetOptions target;
  @Mixin private KeyOptions keys;
  @Mixin private SshOptions ssh;
  private CommandSpec spec;

  @Option(
      names = "--local-port",
      paramLabel = "<port>",
      defaultValue = "11022",
      description =
          "The port of this machine that leads to the container's SSH port; ${DEFAULT-VALUE} unless told, 0 for any"
              + " free one.")
  private int localPort;

  @Option(
      names = "--debug-port",
      paramLabel = "<port>",
      defaultValue = "12345",
      description =
          "The container's port that leads to the same port of this machine, where PyCharm's debug server listens;"
              + " ${DEFAULT-VALUE} unless told, 0 for none.")
  private int debugPort;

  @Unmatched private List<String> sshArguments = new ArrayList<>();

  ConnectCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What is not ours, and all that follows it, goes to ssh. */
  @Spec
  void spec(CommandSpec ours) {
    spec = ours;
    spec.parser().stopAtUnmatched(true);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    SshArguments.check(spec, sshArguments);
    Ports.check(spec, "--local-port", localPort);
    Ports.check(spec, "--debug-port", debugPort);
    DebugForward debug = new DebugForward(debugPort);
    Steps steps = new Steps(surroundings.err(), true, surroundings.terminal());
    try (Trip trip = target.trip(surroundings, keys, steps)) {
      SshConfiguration configuration = surroundings.sshConfiguration();
      configuration.check();
      try (LocalListener listener = LocalListener.bind(localPort);
          OutputStream err = debug.explaining(surroundings.err())) {
        Arrival arrival = trip.arrive();
        steps.step("Start SSH session proxy over SSM");
        configuration.write(arrival.container().alias(), ResourceKind.TRAINING);
        steps.step("Start SSH port forwarding over SSM proxy tunnel");
        List<String> options = sshOptions(debug);
        SshSession session = trip.ssh(err);
        SshInvocation invocation =
            new SshInvocation(
                arrival,
                listener,
                options,
                sshArguments,
                container -> steps.step(connected(listener)));
        return isLasting(options)
            ? new SharedSession(
                    session, trip.home(), others -> steps.note(staying(listener, others)))
                .run(invocation)
            : session.run(invocation);
      }
    }
  }

  /** Whether other programs may rely on our port: a command ends soon, as a script's shell does. */
  private boolean isLasting(List<String> options) {
    boolean noShell = options.contains("-N") || sshArguments.contains("-N");
    return !SshArguments.hasCommand(sshArguments) && (noShell || surroundings.terminal());
  }

  /** Ours and the user's. Whoever wants to know more wants to know it from ssh too. */
  private List<String> sshOptions(DebugForward debug) {
    List<String> options = ssh.line();
    options.addAll(debug.options(Stream.concat(options.stream(), sshArguments.stream()).toList()));
    if (ErrorReport.isVerbose(spec.commandLine().getParseResult())) {
      options.add("-v");
    }
    return options;
  }

  private static String connected(LocalListener listener) {
    return "Connected with SSH through forwarded port "
        + listener.port()
        + "; also: ssh sagemaker-training";
  }

  private static String staying(LocalListener listener, int others) {
    String which = others == 1 ? "1 connection" : others + " connections";
    return "note: staying for %s through port %d; Ctrl-C ends %s"
        .formatted(which, listener.port(), others == 1 ? "it" : "them");
  }
}
