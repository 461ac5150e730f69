package io.sagemakerssh.core.aws;

import io.sagemakerssh.core.config.AwsVariables;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The web proxy that the environment asks for: {@code HTTPS_PROXY} for https and wss, {@code
 * HTTP_PROXY} for http and ws, and hosts that bypass it in {@code NO_PROXY}; each name in upper or
 * lower case.
 */
public final class ProxySettings {
  private static final int USUAL_PORT = 80;

  private final Environment environment;

  public ProxySettings(Environment environment) {
    this.environment = environment;
  }

  /**
   * The proxy to reach a target by; empty if it is to be reached directly.
   *
   * @throws UserError with {@link ExitCode#USAGE} if the variable holds no address
   */
  public Optional<URI> proxyFor(URI target) {
    return bypasses(target.getHost()) ? Optional.empty() : forScheme(target.getScheme());
  }

  /** The same choice for Java's clients, which take no user name in a proxy's address. */
  ProxySelector selector() {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI target) {
        return List.of(proxyFor(target).map(ProxySettings::proxy).orElse(Proxy.NO_PROXY));
      }

      @Override
      public void connectFailed(URI target, SocketAddress address, IOException failure) {
        // The connection's own error says so.
      }
    };
  }

  /** Answers proxies that ask for a password, and nobody else. */
  Authenticator authenticator() {
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return getRequestorType() == RequestorType.PROXY
            ? forScheme(getRequestingURL().getProtocol()).flatMap(ProxyCredentials::in).orElse(null)
            : null;
      }
    };
  }

  /** What a request says to the proxy that leads to its target. */
  Map<String, String> headersFor(URI target) {
    return proxyFor(target)
        .flatMap(ProxyCredentials::basic)
        .map(basic -> Map.of("Proxy-Authorization", basic))
        .orElse(Map.of());
  }

  /**
   * The proxy to reach a target by, as a user may see it: host and port, without a password.
   *
   * @throws UserError as {@link #proxyFor}
   */
  public Optional<String> nameFor(URI target) {
    return proxyFor(target).map(address -> address.getHost() + ":" + port(address));
  }

  private static Proxy proxy(URI address) {
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHost(), port(address)));
  }

  private static int port(URI address) {
    return address.getPort() < 0 ? USUAL_PORT : address.getPort();
  }

  /** The proxy for a scheme, whichever the host. */
  private Optional<URI> forScheme(String scheme) {
    boolean secure = scheme.equals("https") || scheme.equals("wss");
    String variable = secure ? AwsVariables.HTTPS_PROXY : AwsVariables.HTTP_PROXY;
    return eitherCase(variable)
        .map(value -> address("The environment variable " + variable, value));
  }

  /** Regular expressions of the lower-case host names that bypass the proxy. */
  private Set<String> bypassPatterns() {
    return List.of(eitherCase(AwsVariables.NO_PROXY).orElse("").split("[,\\s]+")).stream()
        .map(entry -> entry.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", ""))
        .filter(entry -> !entry.isEmpty())
        .map(ProxySettings::pattern)
        .collect(Collectors.toSet());
  }

  private boolean bypasses(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return bypassPatterns().stream().anyMatch(lower::matches);
  }

  private static String pattern(String entry) {
    if (entry.equals("*")) {
      return ".*";
    }
    String domain = entry.replaceFirst("^\\*?\\.", "");
    return "(.*\\.)?" + Pattern.quote(domain);
  }

  private Optional<String> eitherCase(String variable) {
    return environment.text(variable).or(() -> environment.text(variable.toLowerCase(Locale.ROOT)));
  }

  /**
   * Reads a proxy's address.
   *
   * @param source where the text comes from, for the user
   */
  static URI address(String source, String value) {
    try {
      URI uri = URI.create(value.contains("://") ? value : "http://" + value);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException malformed) {
      // Refused below. The value is not shown: it may hold a password.
    }
    throw new UserError(
        ExitCode.USAGE,
        source + " is not usable",
        "its value is not the address of a proxy",
        "Set it to something like http://proxy.example.com:3128, or unset it.");
  }
}
