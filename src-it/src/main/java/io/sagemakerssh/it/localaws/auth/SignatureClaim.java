package io.sagemakerssh.it.localaws.auth;

import io.sagemakerssh.it.localaws.auth.AuthenticationFailure.Reason;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request says of its own signature, read from the Authorization header or from a presigned
 * URL's query.
 *
 * @param time the time of signing as sent, {@code yyyyMMddTHHmmssZ}
 * @param lifetime how long a presigned URL holds; empty for a header
 */
record SignatureClaim(
    CredentialScope scope,
    List<String> signedHeaders,
    String signature,
    String time,
    Optional<Duration> lifetime,
    Optional<String> sessionToken) {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final long LONGEST_LIFETIME_SECONDS = 7 * 24 * 3600;

  static SignatureClaim of(SignedRequest request) {
    Optional<String> authorization = request.header("authorization");
    return authorization.isPresent()
        ? ofHeader(request, authorization.get())
        : ofQuery(RawQuery.parse(request.rawQuery()));
  }

  boolean presigned() {
    return lifetime.isPresent();
  }

  Instant instant() {
    try {
      return LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException unreadable) {
      throw malformed("The date is not of the form yyyyMMdd'T'HHmmss'Z'");
    }
  }

  private static SignatureClaim ofHeader(SignedRequest request, String authorization) {
    String[] algorithmAndParts = authorization.split("\\s+", 2);
    if (algorithmAndParts.length != 2 || !algorithmAndParts[0].equals(ALGORITHM)) {
      throw malformed("Authorization header requires the algorithm " + ALGORITHM);
    }
    Map<String, String> parts = new HashMap<>();
    for (String part : algorithmAndParts[1].split(",")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    return new SignatureClaim(
        CredentialScope.parse(demand(parts.get("Credential"), "Credential")),
        headerNames(demand(parts.get("SignedHeaders"), "SignedHeaders")),
        demand(parts.get("Signature"), "Signature"),
        demand(request.header("x-amz-date").orElse(null), "X-Amz-Date"),
        Optional.empty(),
        request.header("x-amz-security-token"));
  }

  private static SignatureClaim ofQuery(RawQuery query) {
    if (query.first("X-Amz-Signature").isEmpty()) {
      throw new AuthenticationFailure(Reason.MISSING, "Missing Authentication Token");
    }
    if (!query.first("X-Amz-Algorithm").orElse("").equals(ALGORITHM)) {
      throw malformed("X-Amz-Algorithm only supports " + ALGORITHM);
    }
    return new SignatureClaim(
        CredentialScope.parse(fromQuery(query, "X-Amz-Credential")),
        headerNames(fromQuery(query, "X-Amz-SignedHeaders")),
        fromQuery(query, "X-Amz-Signature"),
        fromQuery(query, "X-Amz-Date"),
        Optional.of(lifetime(fromQuery(query, "X-Amz-Expires"))),
        query.first("X-Amz-Security-Token"));
  }

  private static String fromQuery(RawQuery query, String name) {
    return demand(query.first(name).orElse(null), name);
  }

  private static Duration lifetime(String seconds) {
    try {
      long number = Long.parseLong(seconds);
      if (number >= 0 && number <= LONGEST_LIFETIME_SECONDS) {
        return Duration.ofSeconds(number);
      }
    } catch (NumberFormatException notANumber) {
      // refused below like a number out of range
    }
    throw malformed("X-Amz-Expires must be a number of seconds from 0 to 604800");
  }

  private static List<String> headerNames(String text) {
    return Arrays.asList(text.split(";"));
  }

  private static String demand(String value, String name) {
    if (value == null || value.isEmpty()) {
      throw malformed("Authorization requires existence of '" + name + "'");
    }
    return value;
  }

  private static AuthenticationFailure malformed(String message) {
    return new AuthenticationFailure(Reason.MALFORMED, message);
  }
}
