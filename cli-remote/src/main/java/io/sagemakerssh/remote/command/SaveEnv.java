package io.sagemakerssh.remote.command;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.remote.environment.SavedEnvironment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sm-save-env}. */
@Command(
    name = "sm-save-env",
    description = "Saves this environment for SSH sessions. Prints names, never values.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SaveEnv implements Callable<Integer> {
  private final Container container;

  SaveEnv(Container container) {
    this.container = container;
  }

  @Override
  public Integer call() {
    SavedEnvironment.Saved saved =
        new SavedEnvironment(container.layout().environmentFile()).save(container.variables());
    container
        .out()
        .println(
            "sm-save-env: Saved "
                + saved.saved().size()
                + " variables to "
                + container.layout().environmentFile()
                + " (names only): "
                + String.join(" ", saved.saved()));
    if (!saved.unusable().isEmpty()) {
      container
          .out()
          .println(
              "sm-save-env: Left out, since no shell can set them: "
                  + String.join(" ", saved.unusable()));
    }
    return ExitCode.OK.status();
  }
}
