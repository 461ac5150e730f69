package io.sagemakerssh.it.localaws.s3;

import io.sagemakerssh.it.localaws.http.AwsError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of an object.
 *
 * @param first the offset of its first byte
 * @param length in bytes; 0 only of an object without any
 */
record ByteRange(long first, long length) {
  private static final Pattern SHAPE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * Reads {@code bytes=0-99}, {@code bytes=100-} or {@code bytes=-100}. What is malformed counts as
   * no range, as in HTTP.
   *
   * @throws AwsError {@code InvalidRange} if the object has no such bytes
   */
  static Optional<ByteRange> parse(String header, long size) {
    Matcher parts = SHAPE.matcher(header.strip());
    if (!parts.matches() || (parts.group(1).isEmpty() && parts.group(2).isEmpty())) {
      return Optional.empty();
    }
    long first;
    long last;
    if (parts.group(1).isEmpty()) {
      first = Math.max(0, size - Long.parseLong(parts.group(2)));
      last = size - 1;
    } else {
      first = Long.parseLong(parts.group(1));
      last =
          parts.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(parts.group(2)));
      if (!parts.group(2).isEmpty() && Long.parseLong(parts.group(2)) < first) {
        return Optional.empty();
      }
    }
    if (first >= size) {
      throw new AwsError(416, "InvalidRange", "The requested range is not satisfiable");
    }
    return Optional.of(new ByteRange(first, last - first + 1));
  }

  static ByteRange whole(long size) {
    return new ByteRange(0, size);
  }

  /** {@code bytes 0-99/1234}. */
  String contentRange(long size) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }
}
