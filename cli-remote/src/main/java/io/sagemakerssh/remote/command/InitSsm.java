package io.sagemakerssh.remote.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.aws.AwsSettings;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.remote.daemon.DaemonStatus;
import io.sagemakerssh.remote.registration.ManagedInstance;
import io.sagemakerssh.remote.sshserver.HostKey;
import io.sagemakerssh.remote.sshserver.SshPort;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sm-init-ssm}. */
@Command(
    name = "sm-init-ssm",
    description =
        "Registers this container with AWS Systems Manager. sm-setup-ssh does it by itself.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class InitSsm implements Callable<Integer> {
  private final Container container;

  InitSsm(Container container) {
    this.container = container;
  }

  @Override
  public Integer call() {
    Optional<DaemonStatus> daemon =
        DaemonStatus.read(container.layout().daemonStatus())
            .filter(status -> !status.hostKey().isEmpty());
    String hostKey =
        daemon
            .map(DaemonStatus::hostKey)
            .orElseGet(() -> HostKey.loadOrCreate(container.layout().hostKey()).publicKey());
    int port =
        daemon
            .map(DaemonStatus::sshPort)
            .orElseGet(() -> SshPort.of(container.environment(), container.user()).number());
    try (AwsClients clients = new AwsClients(AwsSettings.of(container.environment()))) {
      ManagedInstance instance = Services.registrar(container, clients).register(hostKey, port);
      container
          .out()
          .println(
              "Successfully registered the instance with AWS SSM using Managed instance-id: "
                  + instance.id());
    }
    return ExitCode.OK.status();
  }
}
