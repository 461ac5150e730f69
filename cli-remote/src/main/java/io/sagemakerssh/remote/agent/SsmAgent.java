package io.sagemakerssh.remote.agent;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.SystemScheduler;
import io.sagemakerssh.core.session.encryption.DataKeys;
import io.sagemakerssh.core.session.encryption.KmsDataKeys;
import io.sagemakerssh.core.session.service.AgentIdentity;
import io.sagemakerssh.core.session.service.MessageService;
import io.sagemakerssh.remote.endpoint.CredentialsSignature;
import io.sagemakerssh.remote.endpoint.SsmEndpoint;
import io.sagemakerssh.remote.port.InProcessPorts;
import io.sagemakerssh.remote.registration.ManagedInstance;
import io.sagemakerssh.remote.registration.RoleCredentials;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * The embedded SSM agent of one managed instance: pings SSM, holds the control channel, runs
 * commands, port sessions and shells. Needs neither root nor any program but {@code sh}. It keeps
 * trying for as long as it is open, whatever goes wrong.
 */
public final class SsmAgent implements AutoCloseable {
  private static final Path OS_RELEASE = Path.of("/etc/os-release");

  private final SystemScheduler scheduler = new SystemScheduler();
  private final MessageService messages;
  private final RunCommand commands;
  private final AgentLife life;

  /**
   * @param clients region, endpoints and HTTP settings; the agent's calls are made with the
   *     instance's own credentials
   * @param instance the registration
   * @param scripts where and how Run Command's scripts run
   * @param programs what shell sessions run
   * @param inProcess servers that sessions reach without TCP
   * @param sessionCount a file for the number of open sessions
   */
  public SsmAgent(
      AwsClients clients,
      ManagedInstance instance,
      ScriptSettings scripts,
      SessionPrograms programs,
      InProcessPorts inProcess,
      Path sessionCount) {
    Clock clock = Clock.systemUTC();
    OsRelease system = OsRelease.read(OS_RELEASE);
    RoleCredentials credentials = new RoleCredentials(clients, instance, clock);
    messages =
        new MessageService(
            clients.messagesEndpoint(),
            instance.region(),
            credentials,
            clients.web(),
            new AgentIdentity(instance.id(), AgentVersion.VERSION, "linux"),
            ChannelSettings.of(clients.settings().environment()));
    HealthPing ping =
        new HealthPing(
            SsmEndpoint.of(clients),
            new CredentialsSignature(credentials, instance.region()),
            instance.id(),
            system);
    DataKeys keys =
        new KmsDataKeys(
            () -> clients.configure(KmsClient.builder()).credentialsProvider(credentials).build());
    commands = new RunCommand(instance, scripts, system, clock);
    life =
        new AgentLife(
            ping::send,
            messages::openControlChannel,
            commands,
            sessions(instance.id(), programs, inProcess, keys, new SessionCount(sessionCount)),
            scheduler);
  }

  private AgentSessions sessions(
      String instanceId,
      SessionPrograms programs,
      InProcessPorts inProcess,
      DataKeys keys,
      SessionCount count) {
    ThreadFactory threads = DaemonThreads.named("sm-ssh-session");
    SessionKind shells = new ShellSessions(messages, instanceId, keys, programs, threads);
    return new AgentSessions(
        Map.of(
            "Port",
            new PortSessions(messages, inProcess, threads),
            ShellSessions.SHELL,
            shells,
            ShellSessions.INTERACTIVE_COMMAND,
            shells,
            ShellSessions.COMMAND,
            shells),
        instanceId,
        threads,
        count);
  }

  /** Goes online in the background. */
  public void start() {
    life.start();
  }

  /**
   * Waits until SSM has taken the first ping and the control channel is open.
   *
   * @throws UserError with {@link ExitCode#INSTANCE_OFFLINE} if that takes longer; it says what
   *     went wrong last
   */
  public void awaitOnline(Duration patience) throws InterruptedException {
    CompletableFuture<Void> online = life.online();
    try {
      online.get(patience.toMillis(), MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      throw new UserError(
          ExitCode.INSTANCE_OFFLINE,
          "The SSM agent is not online after " + patience.toSeconds() + " s",
          life.lastFailure(),
          "The agent keeps trying. A job in a VPC needs a NAT gateway or VPC endpoints for ssm and"
              + " ssmmessages; the SSM role needs the policy AmazonSSMManagedInstanceCore.",
          late);
    }
  }

  /** Waits until no command of Run Command is under way, but no longer than so. */
  public void awaitCommands(Duration limit) throws InterruptedException {
    commands.awaitIdle(limit);
  }

  /** Ends commands, sessions and the control channel. */
  @Override
  public void close() {
    life.close();
    messages.close();
    scheduler.close();
  }
}
