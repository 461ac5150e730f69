package io.sagemakerssh.it.localaws.s3;

import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.Headers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The conditional headers of HTTP, as S3 heeds them. */
final class Conditions {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final Headers headers;
  private final String prefix;

  private Conditions(Headers headers, String prefix) {
    this.headers = headers;
    this.prefix = prefix;
  }

  static Conditions of(Headers headers) {
    return new Conditions(headers, "");
  }

  /** Those on the source of a copy. */
  static Conditions ofCopySource(Headers headers) {
    return new Conditions(headers, "x-amz-copy-source-");
  }

  static String httpDate(Instant time) {
    return HTTP_DATE.format(time);
  }

  /**
   * Whether the reader has the object already, so that 304 is the answer.
   *
   * @throws AwsError {@code PreconditionFailed}
   */
  boolean unchanged(StoredObject object) {
    Optional<String> match = header("if-match");
    if (match.isPresent() && !names(match.get(), object)) {
      throw S3Error.preconditionFailed();
    }
    if (match.isEmpty() && date("if-unmodified-since").filter(d -> newer(object, d)).isPresent()) {
      throw S3Error.preconditionFailed();
    }
    Optional<String> noneMatch = header("if-none-match");
    if (noneMatch.isPresent()) {
      return names(noneMatch.get(), object);
    }
    return date("if-modified-since").filter(d -> !newer(object, d)).isPresent();
  }

  /**
   * Checks a write against the object that it would replace.
   *
   * @throws AwsError {@code PreconditionFailed}, or {@code NoSuchKey} if one was to be matched
   */
  void checkReplaced(Optional<StoredObject> existing) {
    Optional<String> match = header("if-match");
    if (match.isPresent() && !names(match.get(), existing.orElseThrow(S3Error::noSuchKey))) {
      throw S3Error.preconditionFailed();
    }
    Optional<String> noneMatch = header("if-none-match");
    if (noneMatch.isPresent() && !noneMatch.get().equals("*")) {
      throw S3Error.notImplemented("If-None-Match with an ETag");
    }
    if (noneMatch.isPresent() && existing.isPresent()) {
      throw S3Error.preconditionFailed();
    }
  }

  private Optional<String> header(String name) {
    return headers.first(prefix + name);
  }

  /** A malformed date counts as none, as in HTTP. */
  private Optional<Instant> date(String name) {
    try {
      return header(name).map(text -> HTTP_DATE.parse(text, Instant::from));
    } catch (DateTimeParseException malformed) {
      return Optional.empty();
    }
  }

  private static boolean newer(StoredObject object, Instant time) {
    return object.lastModified().truncatedTo(ChronoUnit.SECONDS).isAfter(time);
  }

  private static boolean names(String etags, StoredObject object) {
    return Arrays.stream(etags.split(",", -1))
        .map(String::strip)
        .anyMatch(e -> e.equals("*") || e.equals(object.etag()) || e.equals(object.quotedEtag()));
  }
}
