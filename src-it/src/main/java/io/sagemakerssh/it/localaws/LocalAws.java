package io.sagemakerssh.it.localaws;

import io.sagemakerssh.it.localaws.auth.CredentialStore;
import io.sagemakerssh.it.localaws.auth.ManagedInstanceVerifier;
import io.sagemakerssh.it.localaws.auth.SigV4Verifier;
import io.sagemakerssh.it.localaws.http.AwsServer;
import io.sagemakerssh.it.localaws.http.AwsService;
import io.sagemakerssh.it.localaws.http.ServiceRouter;
import io.sagemakerssh.it.localaws.http.Throttling;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.kms.KeyManagement;
import io.sagemakerssh.it.localaws.messages.MessageService;
import io.sagemakerssh.it.localaws.messages.Timeouts;
import io.sagemakerssh.it.localaws.ssm.SystemsManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A local AWS, running until it is closed. */
public final class LocalAws implements AutoCloseable {
  private final AwsServer server;
  private final Path caFile;
  private final Faults faults;
  private final List<AutoCloseable> parts;

  private LocalAws(AwsServer server, Path caFile, Faults faults, List<AutoCloseable> parts) {
    this.server = server;
    this.caFile = caFile;
    this.faults = faults;
    this.parts = List.copyOf(parts);
  }

  /** Starts one on any free ports. */
  public static LocalAws start(Path directory) {
    return start(directory, 0, 0, Timeouts.USUAL);
  }

  /**
   * Starts one.
   *
   * @param directory for its files; made if it does not exist
   * @param port the plain port; 0 for any
   * @param tlsPort the TLS port; 0 for any
   * @throws IllegalStateException if a port is taken
   */
  public static LocalAws start(Path directory, int port, int tlsPort, Timeouts timeouts) {
    return start(directory, port, tlsPort, timeouts, Clock.systemUTC());
  }

  static LocalAws start(Path directory, int port, int tlsPort, Timeouts timeouts, Clock real) {
    ShiftableClock clock = new ShiftableClock(real);
    CredentialStore credentials = new CredentialStore(clock);
    AccessControl accessControl = new AccessControl();
    Users.addTo(credentials, accessControl);
    Throttling throttling = new Throttling();
    MessageService messages = new MessageService(timeouts, clock);
    SystemsManager systemsManager =
        new SystemsManager(messages, credentials, accessControl, Users.ACCOUNT, clock);
    CompletableFuture<URI> endpoint = new CompletableFuture<>();
    JobServices jobServices =
        new JobServices(
            new Foundation(
                Users.ACCOUNT, credentials, accessControl, clock, directory, endpoint::join));
    List<AwsService> services = new ArrayList<>(jobServices.services());
    services.add(systemsManager.service());
    services.add(new KeyManagement(accessControl, Users.ACCOUNT).service());
    services.addAll(messages.services(accessControl, systemsManager::isRegistered));
    ServiceRouter router =
        new ServiceRouter(
            services,
            new SigV4Verifier(credentials, Users.ACCOUNT.region(), clock),
            new ManagedInstanceVerifier(
                systemsManager::publicKey, Users.ACCOUNT.number(), Users.ACCOUNT.region(), clock),
            throttling);
    Faults faults = new Faults(accessControl, credentials, throttling, messages, clock);
    AwsServer server =
        AwsServer.start(
            port,
            tlsPort,
            router,
            messages.webSockets(systemsManager.jobListener()),
            new FaultRequests(faults),
            clock);
    endpoint.complete(server.endpoint());
    Ticker ticker = new Ticker(List.of(messages.sessions()::tick, systemsManager::tick));
    return new LocalAws(
        server,
        writeAuthority(directory, server),
        faults,
        List.of(ticker, jobServices, messages, server));
  }

  /** {@code http://127.0.0.1:<port>}, for every service. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** {@code https://localhost:<port>}, for every service. */
  public URI tlsEndpoint() {
    return server.tlsEndpoint();
  }

  /** The certificate authority of the TLS endpoint, in PEM. */
  public Path caFile() {
    return caFile;
  }

  /** Faults on demand, and what was seen against the protocol. */
  public Faults faults() {
    return faults;
  }

  /**
   * The environment variables that make AWS's programs and ours use this local AWS.
   *
   * @param user {@code alice} or {@code bob}
   */
  public Map<String, String> environment(String user) {
    Users.User who = Users.named(user);
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AWS_ENDPOINT_URL", endpoint().toString());
    environment.put("AWS_REGION", Users.ACCOUNT.region());
    environment.put("AWS_DEFAULT_REGION", Users.ACCOUNT.region());
    environment.put("AWS_ACCESS_KEY_ID", who.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", who.secretAccessKey());
    return environment;
  }

  /** Ends it, its jobs included. */
  @Override
  public void close() {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("Tried to end the local AWS but failed", e);
      }
    }
  }

  private static Path writeAuthority(Path directory, AwsServer server) {
    try {
      Path file = Files.createDirectories(directory).resolve("ca.pem");
      return Files.writeString(file, server.authorityPem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
