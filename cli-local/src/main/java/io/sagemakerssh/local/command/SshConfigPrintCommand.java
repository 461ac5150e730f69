package io.sagemakerssh.local.command;

import io.sagemakerssh.core.job.ResourceKind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ssh-config print}. */
@Command(
    name = "print",
    description =
        "Print the SSH configuration, for the hosts that were connected to and all others.",
    footer = {"", "Example:", "  sm-local-ssh-training ssh-config print"})
final class SshConfigPrintCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  SshConfigPrintCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    String text = surroundings.sshConfiguration().text(ResourceKind.TRAINING);
    Output.lines(surroundings.out(), List.of(text.stripTrailing()));
    return 0;
  }
}
