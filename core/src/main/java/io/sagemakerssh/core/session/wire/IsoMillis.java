package io.sagemakerssh.core.session.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Dates as the agent writes them, always with three digits of milliseconds. */
public final class IsoMillis {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private IsoMillis() {}

  /** {@code 2025-01-01T00:00:00.000Z}. */
  public static String print(Instant date) {
    return FORMAT.format(date);
  }

  /**
   * The instant of such a date, with any number of digits after the second.
   *
   * @throws MalformedFrameException if it is no date
   */
  public static Instant parse(String text) throws MalformedFrameException {
    try {
      return Instant.parse(text);
    } catch (DateTimeException bad) {
      throw new MalformedFrameException("Not a date");
    }
  }
}
