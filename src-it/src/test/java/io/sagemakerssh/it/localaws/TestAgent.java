package io.sagemakerssh.it.localaws;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.aws.AwsSettings;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.service.AgentIdentity;
import io.sagemakerssh.core.session.service.ControlChannel;
import io.sagemakerssh.core.session.service.ControlChannelListener;
import io.sagemakerssh.core.session.service.MessageService;
import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.JobAck;
import io.sagemakerssh.core.session.wire.JobReply;
import io.sagemakerssh.core.session.wire.JobSend;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.core.session.wire.TaskComplete;
import io.sagemakerssh.core.web.WebClient;
import io.sagemakerssh.remote.endpoint.CredentialsSignature;
import io.sagemakerssh.remote.endpoint.SsmEndpoint;
import io.sagemakerssh.remote.registration.ManagedInstance;
import io.sagemakerssh.remote.registration.Registrar;
import io.sagemakerssh.remote.registration.RegistrationFile;
import io.sagemakerssh.remote.registration.RoleCredentials;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A managed instance whose agent does what a test says: what the service asks of it is kept until
 * the test takes it.
 */
public final class TestAgent implements AutoCloseable {
  /** A job and the message that brought it. */
  public record ReceivedJob(UUID messageId, JobSend job) {}

  private static final String VERSION = "3.3.9999.0";
  private static final long LIMIT_SECONDS = 20;

  private final ManagedInstance instance;
  private final RoleCredentials credentials;
  private final AwsClients clients;
  private final MessageService messages;
  private final ControlChannel control;
  private final CompletableFuture<Void> connected = new CompletableFuture<>();
  private final BlockingQueue<ReceivedJob> jobs = new LinkedBlockingQueue<>();
  private final BlockingQueue<StartSessionTask> sessions = new LinkedBlockingQueue<>();
  private final BlockingQueue<ChannelClosed> closed = new LinkedBlockingQueue<>();

  private TestAgent(
      AwsClients clients, ManagedInstance instance, URI endpoint, ChannelSettings settings) {
    this.clients = clients;
    this.instance = instance;
    this.credentials = new RoleCredentials(clients, instance, Clock.systemUTC());
    this.messages =
        new MessageService(
            endpoint,
            instance.region(),
            credentials,
            WebClient.direct(),
            new AgentIdentity(instance.id(), VERSION, "linux"),
            settings);
    this.control = messages.openControlChannel(new Listener());
  }

  /**
   * Registers an instance and goes online.
   *
   * @param job the training job's name, its tag SSHResourceName
   * @param owner the user id in its tag SSHOwner
   */
  public static TestAgent online(LocalAws aws, Path directory, String job, String owner) {
    return online(aws, aws.endpoint(), directory, job, owner, ChannelSettings.defaults());
  }

  /**
   * Registers an instance and goes online.
   *
   * @param messages where the message service is, such as a fault proxy before the local AWS
   */
  public static TestAgent online(
      LocalAws aws,
      URI messages,
      Path directory,
      String job,
      String owner,
      ChannelSettings settings) {
    Map<String, String> variables = new HashMap<>(aws.environment("alice"));
    variables.put("START_SSH", "true");
    variables.put("SSH_SSM_ROLE", TestAws.ROLE);
    variables.put("SSH_OWNER_TAG", owner);
    variables.put("TRAINING_JOB_NAME", job);
    variables.put(
        "TRAINING_JOB_ARN",
        "arn:aws:sagemaker:us-east-1:" + TestAws.ACCOUNT + ":training-job/" + job);
    variables.put("SAGEMAKER_BASE_DIR", directory.resolve("ml").toString());
    Environment environment = new Environment(variables);
    AwsClients clients = new AwsClients(AwsSettings.of(environment));
    Registrar registrar =
        new Registrar(
            clients,
            environment,
            new RegistrationFile(directory.resolve(job + ".json")),
            "test",
            Clock.systemUTC());
    ManagedInstance instance = registrar.register("ssh-ed25519 AAAA", 2222);
    TestAgent agent = new TestAgent(clients, instance, messages, settings);
    agent.connected.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    agent.ping();
    return agent;
  }

  public String id() {
    return instance.id();
  }

  public ManagedInstance instance() {
    return instance;
  }

  /** Calls as the job that registered the instance. */
  public AwsClients clients() {
    return clients;
  }

  /** The credentials of the instance's role. */
  public RoleCredentials credentials() {
    return credentials;
  }

  public MessageService messages() {
    return messages;
  }

  public ControlChannel control() {
    return control;
  }

  /** Tells the service that the instance lives. */
  public void ping() {
    JsonObject information = new JsonObject();
    information.addProperty("InstanceId", id());
    information.addProperty("AgentName", "amazon-ssm-agent");
    information.addProperty("AgentVersion", VERSION);
    information.addProperty("AgentStatus", "Active");
    information.addProperty("PlatformType", "Linux");
    information.addProperty("PlatformName", "Debian");
    information.addProperty("ComputerName", "algo-1");
    SsmEndpoint.of(clients)
        .call(
            "UpdateInstanceInformation",
            information,
            new CredentialsSignature(credentials, instance.region()));
  }

  /** The next job that the service sends for a command; others are passed over. */
  public ReceivedJob takeJob(String commandId) {
    return take(jobs, received -> received.job().content().toString().contains(commandId));
  }

  /** A session that the service starts; others are passed over. */
  public StartSessionTask takeSession(String sessionId) {
    return take(sessions, task -> task.sessionId().equals(sessionId));
  }

  /** The next session that the service starts, whichever it is. */
  public StartSessionTask takeSession() {
    return take(sessions, task -> true);
  }

  /** A session that the service ends; others are passed over. */
  public ChannelClosed takeClosed(String sessionId) {
    return take(closed, end -> end.sessionId().equals(sessionId));
  }

  public void acknowledge(ReceivedJob received, String statusCode) {
    control.acknowledgeJob(
        new JobAck(
            received.job().jobId(), received.messageId(), Instant.now(), statusCode, "told"));
  }

  /** Replies how the one step of a job went. */
  public void reply(ReceivedJob received, String status, int code, String out, String err) {
    JsonObject step = new JsonObject();
    step.addProperty("status", status);
    step.addProperty("code", code);
    step.addProperty("name", "aws:runShellScript");
    step.addProperty("output", out + err);
    step.addProperty("startDateTime", "2026-01-01T00:00:00.000Z");
    step.addProperty("endDateTime", "2026-01-01T00:00:02.500Z");
    step.addProperty("standardOutput", out);
    step.addProperty("standardError", err);
    JsonObject steps = new JsonObject();
    steps.add("0.aws:runShellScript", step);
    JsonObject content = new JsonObject();
    content.addProperty("documentStatus", status);
    content.add("runtimeStatus", steps);
    control.sendReply(new JobReply(received.job().jobId(), JobSend.SEND_COMMAND, content));
  }

  public void completeTask(String sessionId, String status, String output) {
    control.sendTaskComplete(new TaskComplete(sessionId, status, id(), output));
  }

  @Override
  public void close() {
    control.close();
    messages.close();
    clients.close();
  }

  private static <T> T take(BlockingQueue<T> queue, Predicate<T> wanted) {
    try {
      T next;
      do {
        next = queue.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      } while (next != null && !wanted.test(next));
      if (next == null) {
        throw new AssertionError("The service did not ask for it");
      }
      return next;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private final class Listener implements ControlChannelListener {
    @Override
    public void onConnected() {
      connected.complete(null);
    }

    @Override
    public void onDisconnected(Exception cause) {}

    @Override
    public void onStartSession(StartSessionTask task) {
      sessions.add(task);
    }

    @Override
    public void onSessionClosed(ChannelClosed ended) {
      closed.add(ended);
    }

    @Override
    public void onJob(UUID messageId, JobSend job) {
      jobs.add(new ReceivedJob(messageId, job));
    }
  }
}
