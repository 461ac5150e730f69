package io.sagemakerssh.remote.doctor;

import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.setup.Participation;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;

/**
 * Whether the job's environment asks for SSH on this node, with all that it takes.
 *
 * @param layout tells whether SSH was set up before: then {@code START_SSH} is false in sessions,
 *     so that nothing that is run there sets it up again
 */
record SettingsCheck(Environment environment, ContainerLayout layout) implements Check {
  static final String NAME = "settings";

  private static final List<String> REQUIRED =
      List.of(ContainerVariables.SSH_SSM_ROLE, ContainerVariables.SSH_OWNER_TAG);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of();
  }

  @Override
  public Finding look() {
    boolean setUp = Files.exists(layout.daemonStatus());
    Participation participation = Participation.of(environment);
    if (!setUp && !participation.startsSsh()) {
      return Finding.fail(
          participation.sentence(),
          "Start the job with START_SSH=true, and SSH_INSTANCE_COUNT above this node's rank.",
          ExitCode.JOB_WITHOUT_SSH);
    }
    List<String> missing =
        REQUIRED.stream().filter(name -> environment.text(name).isEmpty()).toList();
    return missing.isEmpty()
        ? Finding.ok(setUp ? "SSH was set up here" : participation.sentence())
        : Finding.fail(
            String.join(" and ", missing) + " not set",
            "Start the job with " + String.join("=… and ", missing) + "=… in its environment.",
            ExitCode.REGISTRATION_FAILED);
  }
}
