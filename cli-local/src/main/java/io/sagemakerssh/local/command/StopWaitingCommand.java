package io.sagemakerssh.local.command;

import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.connect.WaitStop;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stop-waiting}. */
@Command(
    name = "stop-waiting",
    description = "End the container's waiting, so that training begins. Needs no connection.",
    footer = {"", "Example:", "  sm-local-ssh-training stop-waiting my-job"})
final class StopWaitingCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private TargetOptions target;

  StopWaitingCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Steps steps = new Steps(surroundings.err(), true, surroundings.terminal());
    try (Trip trip = target.trip(surroundings, steps)) {
      String said = new WaitStop(trip.aws()).of(trip.approach().find(trip.destination()).id());
      steps.step("Stop waiting: training begins" + (said.isEmpty() ? "" : " (" + said + ")"));
      return 0;
    }
  }
}
