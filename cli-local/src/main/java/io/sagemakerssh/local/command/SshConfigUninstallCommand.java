package io.sagemakerssh.local.command;

import io.sagemakerssh.local.sshconfig.FileChange;
import io.sagemakerssh.local.sshconfig.SshConfiguration;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ssh-config uninstall}. */
@Command(
    name = "uninstall",
    description =
        "Take the Include line out of ~/.ssh/config, and our configuration away. Keys and known hosts stay.",
    footer = {"", "Example:", "  sm-local-ssh-training ssh-config uninstall --dry-run"})
final class SshConfigUninstallCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--dry-run",
      description = "Change nothing, and print what would change as a diff.")
  private boolean dryRun;

  SshConfigUninstallCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    SshConfiguration configuration = surroundings.sshConfiguration();
    List<FileChange> changes = configuration.uninstalling();
    if (!dryRun) {
      configuration.uninstall();
    }
    Output.lines(surroundings.out(), FileChanges.lines(changes, dryRun));
    return 0;
  }
}
