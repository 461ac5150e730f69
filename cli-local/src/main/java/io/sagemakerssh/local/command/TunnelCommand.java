package io.sagemakerssh.local.command;

import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.session.ForwardedPort;
import io.sagemakerssh.local.session.PortForward;
import io.sagemakerssh.local.session.PortForwards;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tunnel}. */
@Command(
    name = "tunnel",
    description = {
      "Forward ports of this machine to a job's container, through Session Manager alone: no SSH, no key. Also to"
          + " hosts that the container reaches, and to any other managed instance.",
      "Runs until interrupted, or until the session ends."
    },
    footer = {
      "",
      "Examples:",
      "  sm-local-ssh-training tunnel my-job 6006                # 127.0.0.1:6006 leads to port 6006",
      "  sm-local-ssh-training tunnel my-job 8080:80 0:8265      # two ports; any free local port for 8265",
      "  sm-local-ssh-training tunnel my-job 5432:db.internal:5432"
    })
final class TunnelCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AwsOptions aws;
  @Mixin private SearchOptions search;
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
          "What to forward: [<local port>:][<host>:]<port>. The local port is the same as the other unless told, 0 for"
              + " any free one.")
  private List<String> ports;

  TunnelCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<ForwardedPort> wanted = parse();
    Steps steps = new Steps(surroundings.err(), true, surroundings.terminal());
    try (Trip trip =
            new Trip(
                surroundings, job, ResourceKind.TRAINING, aws, search, new KeyOptions(), steps);
        PortForwards forwards = PortForwards.bind(wanted)) {
      Runtime.getRuntime().addShutdownHook(new Thread(forwards::close, "sm-ssh-end"));
      InstanceId instance = trip.approach().find(trip.destination()).id();
      steps.step("Start port forwarding sessions over SSM");
      for (PortForward forward : forwards.all()) {
        forward.open(trip.sessions(), instance, steps::note);
        steps.step("127.0.0.1:" + forward.localPort() + " leads to " + forward + " of " + instance);
      }
      throw forwards.awaitEnd();
    }
  }

  private List<ForwardedPort> parse() {
    List<ForwardedPort> parsed = new ArrayList<>();
    try {
      ports.forEach(text -> parsed.add(ForwardedPort.parse(text)));
    } catch (IllegalArgumentException malformed) {
      throw new ParameterException(spec.commandLine(), malformed.getMessage());
    }
    return parsed;
  }
}
