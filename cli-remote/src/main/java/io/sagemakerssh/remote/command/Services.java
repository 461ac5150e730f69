package io.sagemakerssh.remote.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.aws.AwsSettings;
import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.daemon.Daemon;
import io.sagemakerssh.remote.daemon.ManagedAgent;
import io.sagemakerssh.remote.daemon.ManagedAgents;
import io.sagemakerssh.remote.daemon.ProcessLock;
import io.sagemakerssh.remote.endpoint.Retry;
import io.sagemakerssh.remote.endpoint.S3Endpoint;
import io.sagemakerssh.remote.inbox.Inbox;
import io.sagemakerssh.remote.key.AuthorizedKeys;
import io.sagemakerssh.remote.key.KeyInstaller;
import io.sagemakerssh.remote.key.KeyRequests;
import io.sagemakerssh.remote.registration.Registrar;
import io.sagemakerssh.remote.registration.RegistrationFile;
import io.sagemakerssh.remote.sshserver.ContainerSshServer;
import io.sagemakerssh.remote.sshserver.EmbeddedSshServer;
import io.sagemakerssh.remote.sshserver.OpenSshServer;
import io.sagemakerssh.remote.sshserver.SshPort;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Puts the daemon together as the environment wants it. */
final class Services {
  private static final Path SSHD = Path.of("/usr/sbin/sshd");

  private static final Duration LAST_WORDS = Duration.ofSeconds(3);

  private final Container container;
  private final WaitRequests waits;

  Services(Container container) {
    this.container = container;
    this.waits = new WaitRequests(container);
  }

  static Registrar registrar(Container container, AwsClients clients) {
    return new Registrar(
        clients,
        container.environment(),
        new RegistrationFile(container.layout().state().resolve("registration.json")),
        Version.number(),
        Clock.systemUTC());
  }

  /**
   * Serves until a signal ends the process.
   *
   * @throws UserError if the environment asks for what cannot be had; the status file tells why
   */
  int serve() throws InterruptedException {
    if (ProcessLock.isHeld(container.layout().daemonLock())) {
      // Another daemon serves this container: its inbox must stay its own.
      return ExitCode.OK.status();
    }
    Daemon daemon;
    try {
      daemon = prepare();
    } catch (UserError unusable) {
      Daemon.reportFailure(container.layout(), unusable);
      throw unusable;
    }
    try {
      if (!daemon.start()) {
        return ExitCode.OK.status();
      }
    } catch (RuntimeException failure) {
      waits.awaitAnswered(LAST_WORDS);
      throw failure;
    }
    awaitEndOfJob();
    return ExitCode.OK.status();
  }

  private Daemon prepare() {
    AwsClients clients = new AwsClients(AwsSettings.of(container.environment()));
    ManagedAgent agent =
        new ManagedAgents(container.layout(), container.user(), container.variables())
            .choose(clients, registrar(container, clients));
    Daemon daemon = new Daemon(container.layout(), this::sshServer, agent);
    KeyRequests keys =
        new KeyRequests(
            new KeyInstaller(
                new S3Endpoint(clients, Retry.USUAL)::read,
                new AuthorizedKeys(container.layout())));
    Inbox inbox =
        Inbox.open(
            container.layout().inbox(),
            (request, answer) ->
                (WaitRequests.isOne(request) ? waits : keys).serve(request, answer));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    inbox.close();
                  } finally {
                    daemon.end();
                  }
                },
                "sm-ssh-shutdown"));
    return daemon;
  }

  /** For ever, if nobody has told which process is the job's. */
  private void awaitEndOfJob() {
    long job =
        container
            .environment()
            .number(ContainerVariables.SM_SSH_JOB_PROCESS, 0, 0, Integer.MAX_VALUE);
    Optional<ProcessHandle> process = job == 0 ? Optional.empty() : ProcessHandle.of(job);
    process.ifPresentOrElse(
        known -> known.onExit().join(), () -> new CompletableFuture<Void>().join());
  }

  private ContainerSshServer sshServer() {
    Environment environment = container.environment();
    SshPort port = SshPort.of(environment, container.user());
    String kind = environment.text(ContainerVariables.SSH_SERVER).orElse("embedded");
    return switch (kind) {
      case "embedded" ->
          EmbeddedSshServer.start(
              container.layout(), container.user(), port, container.variables());
      case "openssh" -> OpenSshServer.start(SSHD, container.layout(), container.user(), port);
      default ->
          throw new UserError(
              ExitCode.USAGE,
              "The environment variable SSH_SERVER is not usable",
              "its value '" + kind + "' is neither 'embedded' nor 'openssh'",
              "Set SSH_SERVER to one of them, or unset it to get 'embedded'.");
    };
  }
}
