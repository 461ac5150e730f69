package io.sagemakerssh.core.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.http.urlconnection.UrlConnectionFactory;

/**
 * Connections for the SDK's client of {@link java.net.URL}. The SDK would make them itself, but it
 * gives a proxy's password to requests only, not to tunnels.
 */
final class WebConnections implements UrlConnectionFactory {
  private final ProxySettings proxies;
  private final Authenticator authenticator;
  private final Optional<SSLSocketFactory> sockets;
  private final Duration connectTimeout;
  private final Duration readTimeout;

  WebConnections(
      ProxySettings proxies,
      TrustedAuthorities authorities,
      Duration connectTimeout,
      Duration readTimeout) {
    this.proxies = proxies;
    this.authenticator = proxies.authenticator();
    this.sockets = authorities.socketFactory();
    this.connectTimeout = connectTimeout;
    this.readTimeout = readTimeout;
  }

  @Override
  public HttpURLConnection createConnection(URI target) {
    try {
      Proxy proxy = proxies.selector().select(target).get(0);
      HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection(proxy);
      connection.setAuthenticator(authenticator);
      connection.setConnectTimeout((int) connectTimeout.toMillis());
      connection.setReadTimeout((int) readTimeout.toMillis());
      if (connection instanceof HttpsURLConnection secure) {
        sockets.ifPresent(secure::setSSLSocketFactory);
      }
      return connection;
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }
}
