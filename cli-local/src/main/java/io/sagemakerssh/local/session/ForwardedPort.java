package io.sagemakerssh.local.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port to forward, as the user writes it: {@code [[<local port>:]<host>:]<port>} or {@code <local
 * port>:<port>}.
 *
 * @param localPort of this machine; 0 for any free one
 * @param host that the managed instance reaches; empty for the instance itself
 * @param port of that host
 */
public record ForwardedPort(int localPort, Optional<String> host, int port) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:(?<local>\\d{1,5}):)?(?:(?<host>\\[[0-9a-fA-F:.]+]|[^:\\s\\[\\]]*[^:\\s\\d\\[\\]][^:\\s\\[\\]]*):)?"
              + "(?<port>\\d{1,5})");

  private static final int HIGHEST_PORT = 65_535;

  /**
   * Reads one. Where no local port is given it is the same as the other.
   *
   * @throws IllegalArgumentException if the text has another shape; the message is for the user
   */
  public static ForwardedPort parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not of the form [<local port>:][<host>:]<port>");
    }
    int port = port(matcher.group("port"), 1);
    String local = matcher.group("local");
    return new ForwardedPort(
        local == null ? port : port(local, 0),
        Optional.ofNullable(matcher.group("host")).map(ForwardedPort::withoutBrackets),
        port);
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static int port(String digits, int lowest) {
    int port = Integer.parseInt(digits);
    if (port < lowest || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          digits + " is not a port from " + lowest + " to " + HIGHEST_PORT);
    }
    return port;
  }

  /** Where it leads: {@code port 80} or {@code db.internal:5432}. */
  @Override
  public String toString() {
    return host.map(name -> name + ":" + port).orElse("port " + port);
  }
}
