package io.sagemakerssh.remote.daemon;

import io.sagemakerssh.core.config.AwsVariables;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.process.DefaultSignals;
import io.sagemakerssh.remote.registration.Activation;
import io.sagemakerssh.remote.sshserver.ContainerSshServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Amazon's SSM agent as a child process, registered with an activation of ours and started again
 * when it dies. It needs root. What it is online with, only AWS knows: once it runs, it counts as
 * online.
 */
final class AmazonAgent implements ManagedAgent {
  private static final Logger LOG = LoggerFactory.getLogger(AmazonAgent.class);
  private static final Duration REGISTERING = Duration.ofSeconds(60);
  private static final Pattern INSTANCE = Pattern.compile("mi-[0-9a-f]{17}");

  /** A line of its log, and what follows: "date time ERROR text". */
  private static final Pattern ERROR = Pattern.compile("\\bERROR (.*)", Pattern.DOTALL);

  private final Path program;
  private final Activations activations;
  private final Consumer<String> deregistration;
  private final String region;
  private final AmazonAgentConfiguration configuration;
  private final Places places;
  private final Duration betweenStarts;

  /** Where the activation comes from. */
  interface Activations {
    Activation activate(String hostKey, int port);
  }

  /**
   * Where things of the agent are.
   *
   * @param programs a directory for the front of the agent's PATH, and so of its commands'
   * @param output where its output goes
   * @param credentials where it keeps the instance's credentials. Else it would be in {@code
   *     ~/.aws/credentials}, where the training would find them before those of its own role
   */
  record Places(Path programs, Path output, Path credentials) {}

  /** Guarded by this. Empty before it is registered. */
  private String instanceId = "";

  /** Guarded by this. */
  private Process running;

  /** Guarded by this. */
  private boolean closed;

  /**
   * @param program the agent's absolute path: it finds its workers beside itself
   * @param deregistration makes an instance unknown to AWS, by its id
   * @param betweenStarts how long after its death it is started again
   */
  AmazonAgent(
      Path program,
      Activations activations,
      Consumer<String> deregistration,
      String region,
      AmazonAgentConfiguration configuration,
      Places places,
      Duration betweenStarts) {
    this.program = program;
    this.activations = activations;
    this.deregistration = deregistration;
    this.region = region;
    this.configuration = configuration;
    this.places = places;
    this.betweenStarts = betweenStarts;
  }

  @Override
  public void prepare() {}

  @Override
  public String register(ContainerSshServer ssh) {
    configure();
    Activation activation = activations.activate(ssh.hostKey(), ssh.port());
    String said =
        run(
            List.of(
                program.toString(),
                "-register",
                "-y",
                "-id",
                activation.id(),
                "-code",
                activation.code(),
                "-region",
                region),
            activation.code());
    Matcher id = INSTANCE.matcher(said);
    if (!id.find()) {
      throw failed(reason(said), null);
    }
    LOG.info(
        "Successfully registered the instance with AWS SSM using Managed instance-id: {}",
        id.group());
    synchronized (this) {
      instanceId = id.group();
    }
    return id.group();
  }

  @Override
  public void deregister() {
    String id;
    synchronized (this) {
      id = instanceId;
    }
    deregistration.accept(id);
  }

  private void configure() {
    try {
      configuration.write();
    } catch (IOException e) {
      throw failed("its configuration cannot be written: " + e.getMessage(), e);
    }
  }

  private ProcessBuilder process(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.merge("PATH", places.programs().toString(), (path, ours) -> ours + ":" + path);
    environment.put("AWS_SHARED_CREDENTIALS_FILE", places.credentials().toString());
    String authorities = environment.get(AwsVariables.AWS_CA_BUNDLE);
    if (authorities != null && !authorities.isBlank()) {
      // What Go's own TLS reads, for websockets: AWS_CA_BUNDLE counts for the SDK's calls only.
      environment.putIfAbsent("SSL_CERT_FILE", authorities);
    }
    return builder;
  }

  /**
   * @param secret what must not be told of the output
   */
  private String run(List<String> command, String secret) {
    try {
      Process process = process(command).start();
      process.getOutputStream().close();
      CompletableFuture.delayedExecutor(REGISTERING.toSeconds(), TimeUnit.SECONDS)
          .execute(process::destroyForcibly);
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .strip()
              .replace(secret, "***");
      if (process.waitFor() != 0) {
        throw failed(reason(said), null);
      }
      return said;
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted", e);
    }
  }

  /** Of all that the agent says, its own words for the failure, in one line. */
  private static String reason(String said) {
    Matcher error = ERROR.matcher(said);
    return (error.find() ? error.group(1) : said).replaceAll("\\s+", " ");
  }

  @Override
  public void start() {
    launch();
    Thread supervisor = new Thread(this::supervise, "sm-ssh-amazon-agent");
    supervisor.setDaemon(true);
    supervisor.start();
  }

  private synchronized void launch() {
    if (closed) {
      return;
    }
    try {
      ProcessBuilder agent =
          process(List.of(program.toString()))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(places.output().toFile()));
      running = DefaultSignals.in(agent::start);
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    }
  }

  private void supervise() {
    try {
      while (!isClosed()) {
        int status = current().waitFor();
        if (!isClosed()) {
          LOG.warn("{} ended with status {}; starting it again", program, status);
          TimeUnit.MILLISECONDS.sleep(betweenStarts.toMillis());
          relaunch();
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** What hinders it now, such as a limit on processes, need not hinder it the next time. */
  private void relaunch() {
    try {
      launch();
    } catch (UserError hindered) {
      LOG.error("{}: {}", hindered.what(), hindered.why());
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized Process current() {
    return running;
  }

  @Override
  public void awaitOnline(Duration patience) {}

  @Override
  public synchronized void close() {
    closed = true;
    if (running != null) {
      running.destroy();
    }
  }

  private static UserError failed(String why, Exception cause) {
    return new UserError(
        ExitCode.REGISTRATION_FAILED,
        "amazon-ssm-agent could not be registered or started",
        why,
        "See /var/log/amazon/ssm; SSH_SSM_AGENT=embedded takes our own agent instead.",
        cause);
  }
}
