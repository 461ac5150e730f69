package io.sagemakerssh.local.request;

/**
 * A place in a text.
 *
 * @param line from 1
 * @param column from 1, in characters
 */
record Place(int line, int column) {

  /** That of the character at an offset. */
  static Place in(String text, int offset) {
    int line = 1;
    int begin = 0;
    for (int i = 0; i < offset; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        begin = i + 1;
      }
    }
    return new Place(line, offset - begin + 1);
  }

  /** The place as many characters before, in the same line. */
  Place before(int characters) {
    return new Place(line, Math.max(1, column - characters));
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
