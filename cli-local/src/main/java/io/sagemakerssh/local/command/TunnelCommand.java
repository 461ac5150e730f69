package io.sagemakerssh.local.command;

import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.session.ForwardedPort;
import io.sagemakerssh.local.session.PortForward;
import io.sagemakerssh.local.session.PortForwards;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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

  @Mixin private ForwardOptions chosen;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "<port>",
      description = "What to forward: " + ForwardOptions.PORT)
  private List<String> ports;

  TunnelCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<ForwardedPort> wanted = chosen.read(ports, ForwardedPort::parse);
    Steps steps = new Steps(surroundings.err(), true, surroundings.terminal());
    try (Trip trip = chosen.target().trip(surroundings, steps);
        PortForwards forwards = PortForwards.bind(wanted)) {
      InstanceId instance = trip.approach().find(trip.destination()).id();
      steps.step("Start port forwarding sessions over SSM");
      for (PortForward forward : forwards.all()) {
        forward.open(trip.sessions(), instance, steps::note);
        steps.step("127.0.0.1:" + forward.localPort() + " leads to " + forward + " of " + instance);
      }
      throw forwards.awaitEnd();
    }
  }
}
