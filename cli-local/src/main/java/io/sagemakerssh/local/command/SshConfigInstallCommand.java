package io.sagemakerssh.local.command;

import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.local.sshconfig.FileChange;
import io.sagemakerssh.local.sshconfig.SshConfiguration;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ssh-config install}. */
@Command(
    name = "install",
    description =
        "Write the SSH configuration and include it in ~/.ssh/config, whose old content stays beside it.",
    footer = {"", "Example:", "  sm-local-ssh-training ssh-config install --dry-run"})
final class SshConfigInstallCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--dry-run",
      description = "Change nothing, and print what would change as a diff.")
  private boolean dryRun;

  SshConfigInstallCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    SshConfiguration configuration = surroundings.sshConfiguration();
    List<FileChange> changes = configuration.installing(ResourceKind.TRAINING);
    if (!dryRun) {
      configuration.install(ResourceKind.TRAINING);
    }
    Output.lines(surroundings.out(), FileChanges.lines(changes, dryRun));
    return 0;
  }
}
