package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.config.Environment;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes out of a text what must not leave the user's hands. */
final class Redaction {
  private static final Pattern ACCESS_KEY = Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{12,}\\b");

  /** The last group of a UUID has twelve digits too. */
  private static final Pattern ACCOUNT =
      Pattern.compile("(?<![0-9a-fA-F])(?<![0-9a-fA-F]{4}-)\\d{12}(?![0-9a-fA-F])");

  /** Up to the last at sign: a password may hold one. */
  private static final Pattern URL_USER = Pattern.compile("(://)[^/\\s]+@");

  /** As proxies may be written, without a scheme. */
  private static final Pattern PROXY_USER = Pattern.compile("(?i)(_PROXY=)[^/\\s]+@");

  private static final Pattern BEARER =
      Pattern.compile("(?i)\\b((?:bearer|signature|password|token|secret)[=: ]+)\\S+");
  private static final List<String> SECRET_WORDS =
      List.of("SECRET", "TOKEN", "PASSWORD", "PASSWD", "CREDENTIAL", "KEY", "AUTH");

  /** Shorter values would take ordinary words out. */
  private static final int SHORTEST_SECRET = 6;

  private final Environment environment;

  Redaction(Environment environment) {
    this.environment = environment;
  }

  /** The text without secrets, accounts' numbers and the home directory. */
  String of(String text) {
    String redacted = text;
    for (Map.Entry<String, String> variable : environment.variables().entrySet()) {
      if (isSecret(variable.getKey()) && variable.getValue().length() >= SHORTEST_SECRET) {
        redacted = redacted.replace(variable.getValue(), "<" + variable.getKey() + ">");
      }
    }
    String home = environment.text("HOME").orElse("");
    if (home.length() > 1) {
      redacted = redacted.replace(home, "~");
    }
    redacted = ACCESS_KEY.matcher(redacted).replaceAll("<access key>");
    redacted = URL_USER.matcher(redacted).replaceAll("$1<user>@");
    redacted = PROXY_USER.matcher(redacted).replaceAll("$1<user>@");
    redacted = BEARER.matcher(redacted).replaceAll("$1<redacted>");
    return ACCOUNT.matcher(redacted).replaceAll("<account>");
  }

  /** Whether a variable's name says that its value is secret. */
  static boolean isSecret(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return SECRET_WORDS.stream().anyMatch(upper::contains);
  }
}
