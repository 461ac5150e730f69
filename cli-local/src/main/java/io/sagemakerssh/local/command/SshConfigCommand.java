package io.sagemakerssh.local.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ssh-config}. */
@Command(
    name = "ssh-config",
    description = {
      "The SSH configuration that lets any program reach containers as <job>.training.sagemaker: print, install or"
          + " uninstall it.",
      "It lies in a file of its own; one Include line at the top of ~/.ssh/config leads there. 'connect' installs it"
          + " too."
    },
    footer = {
      "",
      "Examples:",
      "  sm-local-ssh-training ssh-config install --dry-run",
      "  sm-local-ssh-training ssh-config uninstall"
    })
final class SshConfigCommand implements CommandGroup {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  SshConfigCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public List<Callable<Integer>> members() {
    return List.of(
        new SshConfigPrintCommand(surroundings),
        new SshConfigInstallCommand(surroundings),
        new SshConfigUninstallCommand(surroundings));
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "None of 'print', 'install' and 'uninstall' is given");
  }
}
