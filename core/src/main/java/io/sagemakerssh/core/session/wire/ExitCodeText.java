package io.sagemakerssh.core.session.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The payload of {@link PayloadType#EXIT_CODE}: text such as {@code EXIT_CODE: 7}. */
public record ExitCodeText(int exitCode) {
  private static final Pattern SHAPE = Pattern.compile("EXIT_CODE: (-?\\d{1,9})\\s*");

  /**
   * Reads the payload's text.
   *
   * @throws MalformedFrameException if it has another shape
   */
  public static ExitCodeText parse(String text) throws MalformedFrameException {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new MalformedFrameException("An exit code of another shape");
    }
    return new ExitCodeText(Integer.parseInt(matcher.group(1)));
  }

  /** The text as a payload. */
  public ByteBuffer payload() {
    return UTF_8.encode("EXIT_CODE: " + exitCode);
  }
}
