package io.sagemakerssh.local.request;

import java.io.IOException;
import java.io.Reader;

/**
 * Hands out one character at a time, so that a parser that reads no further than it must has come
 * just as far as this says.
 */
final class PlacedReader extends Reader {
  private final String text;
  private int position;

  PlacedReader(String text) {
    this.text = text;
  }

  /** Where the parser is, in the words of an editor. */
  Place place() {
    return Place.in(text, position);
  }

  /** The character that the parser has read last; only after one. */
  char last() {
    return text.charAt(position - 1);
  }

  @Override
  public int read(char[] buffer, int offset, int length) {
    if (position == text.length() || length == 0) {
      return length == 0 ? 0 : -1;
    }
    buffer[offset] = text.charAt(position++);
    return 1;
  }

  @Override
  public void close() throws IOException {
    position = text.length();
  }
}
