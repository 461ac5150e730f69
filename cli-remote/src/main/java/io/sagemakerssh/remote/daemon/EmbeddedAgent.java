package io.sagemakerssh.remote.daemon;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.agent.ScriptSettings;
import io.sagemakerssh.remote.agent.SessionPrograms;
import io.sagemakerssh.remote.agent.SsmAgent;
import io.sagemakerssh.remote.registration.ManagedInstance;
import io.sagemakerssh.remote.registration.Registrar;
import io.sagemakerssh.remote.sshserver.ContainerSshServer;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Our own SSM agent, inside the daemon's process. */
final class EmbeddedAgent implements ManagedAgent {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedAgent.class);

  /** A job may end by a command, {@code sm-wait stop}, whose sender still waits for its result. */
  private static final Duration LAST_RESULT = Duration.ofSeconds(1);

  private final AwsClients clients;
  private final Registrar registrar;
  private final ScriptSettings scripts;
  private final SessionPrograms programs;
  private final Path sessionCount;

  /** Set by register, once, before start. */
  private SsmAgent agent;

  /** Set together with it. */
  private ManagedInstance registered;

  EmbeddedAgent(
      AwsClients clients,
      Registrar registrar,
      ScriptSettings scripts,
      SessionPrograms programs,
      Path sessionCount) {
    this.clients = clients;
    this.registrar = registrar;
    this.scripts = scripts;
    this.programs = programs;
    this.sessionCount = sessionCount;
  }

  @Override
  public void prepare() {
    try {
      clients.credentials().resolveCredentials();
    } catch (SdkException | UserError later) {
      LOG.debug("Nothing prepared: {}", later.toString());
    }
  }

  @Override
  public synchronized String register(ContainerSshServer ssh) {
    ManagedInstance instance = registrar.register(ssh.hostKey(), ssh.port());
    registered = instance;
    agent = new SsmAgent(clients, instance, scripts, programs, ssh, sessionCount);
    return instance.id();
  }

  @Override
  public void deregister() {
    ManagedInstance instance;
    SsmAgent running;
    synchronized (this) {
      instance = registered;
      running = agent;
    }
    try {
      running.awaitCommands(LAST_RESULT);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    registrar.deregister(instance);
  }

  @Override
  public synchronized void start() {
    agent.start();
  }

  @Override
  public void awaitOnline(Duration patience) throws InterruptedException {
    SsmAgent started;
    synchronized (this) {
      started = agent;
    }
    started.awaitOnline(patience);
  }

  @Override
  public synchronized void close() {
    if (agent != null) {
      agent.close();
    }
  }
}
