package io.sagemakerssh.remote.agent;

/** Where text may be cut. */
final class Utf8 {
  private static final int LONGEST_SEQUENCE = 4;

  private Utf8() {}

  /**
   * How many of the first bytes end with a whole character. What is no UTF-8 at all is not held
   * back.
   */
  static int wholeCharacters(byte[] bytes, int length) {
    for (int back = 1; back <= Math.min(LONGEST_SEQUENCE - 1, length); back++) {
      int lead = bytes[length - back] & 0xff;
      if (lead < 0x80) {
        return length;
      }
      if (lead >= 0xc0) {
        int needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        return needed > back ? length - back : length;
      }
    }
    return length;
  }
}
