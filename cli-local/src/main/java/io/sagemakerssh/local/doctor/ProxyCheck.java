package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.aws.ProxySettings;
import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Whether the web proxy answers, if there is one. */
record ProxyCheck(Case of) implements Check {
  static final String NAME = "proxy";

  private static final int TIMEOUT_MILLIS = 3000;
  private static final int USUAL_PORT = 80;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(RegionCheck.NAME);
  }

  @Override
  public Finding look() {
    URI target = of.aws().messagesEndpoint();
    Optional<URI> proxy = new ProxySettings(of.aws().settings().environment()).proxyFor(target);
    if (proxy.isEmpty()) {
      return Finding.ok("none for " + target.getHost());
    }
    String host = proxy.get().getHost();
    int port = proxy.get().getPort() < 0 ? USUAL_PORT : proxy.get().getPort();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
      return Finding.ok(host + ":" + port + " answers");
    } catch (IOException unreachable) {
      return Finding.fail(
          "the proxy " + host + ":" + port + " cannot be reached: " + unreachable.getMessage(),
          "Correct --proxy, HTTPS_PROXY or HTTP_PROXY, or let NO_PROXY name "
              + target.getHost()
              + ".",
          ExitCode.ENDPOINT_UNREACHABLE);
    }
  }
}
