package io.sagemakerssh.remote.doctor;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Diagnosis;
import io.sagemakerssh.core.diagnosis.Examination;
import io.sagemakerssh.core.diagnosis.Examined;
import io.sagemakerssh.remote.layout.ContainerLayout;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The container's part of what lies between a user and its SSH server. */
public final class Checkup {
  private final List<Check> checks;

  /**
   * A checkup.
   *
   * @param aws with the job's credentials
   */
  public Checkup(Environment environment, ContainerLayout layout, AwsClients aws) {
    this.checks =
        List.of(
            new DiskCheck(layout.home()),
            new SettingsCheck(environment, layout),
            new CredentialsCheck(aws),
            new DaemonCheck(layout),
            new SshServerCheck(layout),
            new AgentCheck(layout),
            new KeysCheck(layout));
  }

  /**
   * Makes every check.
   *
   * @param told of each check in its order
   */
  public Diagnosis run(Consumer<Examined> told) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            checks.size(),
            work -> {
              Thread thread = new Thread(work, "sm-ssh-check");
              thread.setDaemon(true);
              return thread;
            });
    try {
      return new Examination(checks, threads).run(told);
    } finally {
      threads.shutdownNow();
    }
  }
}
