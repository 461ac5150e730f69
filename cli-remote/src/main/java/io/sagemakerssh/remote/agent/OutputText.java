package io.sagemakerssh.remote.agent;

import java.nio.charset.StandardCharsets;

/**
 * Cuts a command's output to what a reply may hold. All sizes are bytes of UTF-8; a character is
 * never cut in two (PROTOCOL.md D.8, "Truncation").
 */
final class OutputText {
  static final int STREAM_BYTES = 24_000;
  static final int SUMMARY_BYTES = 2_500;
  private static final String STREAM_CUT = "--output truncated--";
  private static final String ERROR_TITLE = "\n----------ERROR-------\n";
  private static final String OUTPUT_CUT = "\n---Output truncated---";
  private static final String ERROR_CUT = "\n---Error truncated----";

  private OutputText() {}

  /** One stream's text, with a mark at its end where it was cut. */
  static String stream(String text, int maxBytes) {
    return size(text) <= maxBytes
        ? text
        : prefix(text, Math.max(0, maxBytes - size(STREAM_CUT))) + STREAM_CUT;
  }

  /** Both streams in one text; where both are long, each gets half of the room. */
  static String summary(String out, String err) {
    String title = err.isEmpty() ? "" : ERROR_TITLE;
    int room = SUMMARY_BYTES - size(title);
    if (size(out) + size(err) <= room) {
      return out + title + err;
    }
    int half = room / 2;
    if (size(err) <= half) {
      return prefix(out, room - size(err) - size(OUTPUT_CUT)) + OUTPUT_CUT + title + err;
    }
    if (size(out) <= half) {
      return out + title + prefix(err, room - size(out) - size(ERROR_CUT)) + ERROR_CUT;
    }
    return prefix(out, half - size(OUTPUT_CUT))
        + OUTPUT_CUT
        + title
        + prefix(err, half - size(ERROR_CUT))
        + ERROR_CUT;
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String prefix(String text, int maxBytes) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= maxBytes) {
      return text;
    }
    int end = maxBytes;
    while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}
