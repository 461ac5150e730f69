package io.sagemakerssh.it.localaws.http;

import io.sagemakerssh.it.localaws.auth.AuthenticationFailure;
import io.sagemakerssh.it.localaws.auth.Caller;
import io.sagemakerssh.it.localaws.auth.SignedRequest;
import io.sagemakerssh.it.localaws.auth.UriEncoding;
import java.net.URI;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** The HTTP server: one plain port and one with TLS, both with websockets, on 127.0.0.1. */
public final class AwsServer implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int LONGEST_MESSAGE = 1024 * 1024;
  private static final int BUFFER = 64 * 1024;
  private static final int LONGEST_HEAD = 64 * 1024;

  private final Server server;
  private final ServerConnector plain;
  private final ServerConnector tls;
  private final String authorityPem;

  private AwsServer(
      Server server, ServerConnector plain, ServerConnector tls, String authorityPem) {
    this.server = server;
    this.plain = plain;
    this.tls = tls;
    this.authorityPem = authorityPem;
  }

  /**
   * Starts serving.
   *
   * @param port the plain port; 0 for any
   * @param tlsPort the TLS port; 0 for any
   * @throws IllegalStateException if a port is taken
   */
  public static AwsServer start(
      int port,
      int tlsPort,
      ServiceRouter router,
      List<WebSocketEntry> webSockets,
      LocalControl control,
      Clock clock) {
    QueuedThreadPool threads = new QueuedThreadPool(64);
    threads.setName("sm-ssh-local-aws");
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration configuration = configuration();
    ServerConnector plain = new ServerConnector(server, new HttpConnectionFactory(configuration));
    listen(server, plain, port);
    CertificateAuthority authority = new CertificateAuthority(clock);
    HttpConfiguration secure = new HttpConfiguration(configuration);
    secure.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector tls =
        new ServerConnector(
            server,
            new SslConnectionFactory(tls(authority), "http/1.1"),
            new HttpConnectionFactory(secure));
    listen(server, tls, tlsPort);
    WebSocketUpgradeHandler upgrades =
        WebSocketUpgradeHandler.from(server, container -> accept(container, router, webSockets));
    upgrades.setHandler(new HttpEntry(router, control, clock));
    server.setHandler(upgrades);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(
          "Tried to listen on ports " + port + " and " + tlsPort + " but failed: " + e.getMessage(),
          e);
    }
    return new AwsServer(server, plain, tls, authority.pem());
  }

  /** {@code http://127.0.0.1:<port>}. */
  public URI endpoint() {
    return URI.create("http://" + HOST + ":" + plain.getLocalPort());
  }

  /** {@code https://localhost:<port>}. */
  public URI tlsEndpoint() {
    return URI.create("https://localhost:" + tls.getLocalPort());
  }

  /** The certificate that makes clients trust the TLS endpoint. */
  public String authorityPem() {
    return authorityPem;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Tried to stop the server but failed", e);
    }
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(false);
    configuration.setRequestHeaderSize(LONGEST_HEAD);
    configuration.setOutputBufferSize(BUFFER);
    // The cache would rewrite "; charset" as ";charset", and no signature would hold.
    configuration.setHeaderCacheCaseSensitive(true);
    return configuration;
  }

  private static SslContextFactory.Server tls(CertificateAuthority authority) {
    String password = "unused-but-required";
    KeyStore keys = authority.serverKeyStore(password.toCharArray());
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setKeyStore(keys);
    factory.setKeyStorePassword(password);
    return factory;
  }

  private static void listen(Server server, ServerConnector connector, int port) {
    connector.setHost(HOST);
    connector.setPort(port);
    connector.setIdleTimeout(Duration.ofMinutes(5).toMillis());
    server.addConnector(connector);
  }

  private static void accept(
      ServerWebSocketContainer container, ServiceRouter router, List<WebSocketEntry> entries) {
    container.setMaxBinaryMessageSize(LONGEST_MESSAGE);
    container.setMaxTextMessageSize(LONGEST_MESSAGE);
    container.setMaxFrameSize(LONGEST_MESSAGE);
    container.setInputBufferSize(BUFFER);
    container.setOutputBufferSize(BUFFER);
    container.setIdleTimeout(Duration.ZERO);
    for (WebSocketEntry entry : entries) {
      container.addMapping(
          entry.pathPrefix() + "*",
          (request, response, callback) -> open(router, entry, request, response, callback));
    }
  }

  private static Object open(
      ServiceRouter router,
      WebSocketEntry entry,
      ServerUpgradeRequest request,
      ServerUpgradeResponse response,
      Callback callback) {
    try {
      SignedRequest head = RequestReader.readHead(request);
      Caller caller = router.upgrader(head);
      String id = UriEncoding.decode(head.rawPath().substring(entry.pathPrefix().length()), false);
      return entry.accept(id, Parameters.parse(head.rawQuery()), caller);
    } catch (AuthenticationFailure | AwsError refused) {
      int status = refused instanceof AwsError error ? error.status() : 403;
      Response.writeError(request, response, callback, status, refused.getMessage());
      return null;
    }
  }
}
