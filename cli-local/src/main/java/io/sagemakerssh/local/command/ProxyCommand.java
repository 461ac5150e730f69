package io.sagemakerssh.local.command;

import io.sagemakerssh.local.connect.Arrival;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.tunnel.Pump;
import io.sagemakerssh.local.tunnel.Tunnel;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code proxy}. */
@Command(
    name = "proxy",
    aliases = "proxy-host",
    description = {
      "Carry an SSH connection to a container over standard input and output, as OpenSSH's ProxyCommand.",
      "Finds the container and copies the public key first, unless an earlier run did."
    },
    footer = {"", "Example, in ~/.ssh/config:", "  ProxyCommand sm-local-ssh-training proxy %%h"})
final class ProxyCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private TargetOptions target;
  @Mixin private KeyOptions keys;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<port>",
      defaultValue = "0",
      description = "The port in the container; its SSH port unless told.")
  private int port;

  ProxyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Ports.check(spec, "<port>", port);
    Steps steps = new Steps(surroundings.err(), false, surroundings.terminal());
    try (Trip trip = target.trip(surroundings, keys, steps)) {
      Arrival arrival = trip.arrive(port);
      Tunnel tunnel = arrival.tunnels().open();
      new Pump(surroundings.in(), surroundings.out(), tunnel).run();
      return 0;
    }
  }
}
