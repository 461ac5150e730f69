package io.sagemakerssh.it.localaws.messages;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens that open one channel, once, within five minutes. */
final class Tokens {
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final int BYTES = 96;

  private record Token(String channel, Instant expiration) {}

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final Clock clock;

  Tokens(Clock clock) {
    this.clock = clock;
  }

  /** A new token for a channel, named as the caller likes. */
  String issue(String channel) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String text = Base64.getUrlEncoder().encodeToString(bytes);
    tokens.values().removeIf(token -> token.expiration().isBefore(clock.instant()));
    tokens.put(text, new Token(channel, clock.instant().plus(LIFETIME)));
    return text;
  }

  /** Uses a token up, whether or not it is one of the channel. */
  boolean redeem(String text, String channel) {
    Token token = tokens.remove(text);
    return token != null
        && token.channel().equals(channel)
        && clock.instant().isBefore(token.expiration());
  }
}
