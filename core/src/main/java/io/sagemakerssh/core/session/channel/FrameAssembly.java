package io.sagemakerssh.core.session.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Puts the pieces of a binary frame together: the platform hands over what it has read, not whole
 * frames. Copies, since the pieces' buffers go back to the platform.
 */
final class FrameAssembly {
  /** Far above any frame that either end sends (64 KiB of data, 142,000 bytes of control). */
  static final int MOST_BYTES = 1 << 20;

  private byte[] bytes = new byte[0];
  private int length;

  /** The length of the frame before: those of a copy are all alike. */
  private int expected;

  /**
   * Takes in a piece.
   *
   * @return the frame if this was its last piece, else null
   * @throws IOException if the frame grows too large
   */
  ByteBuffer add(ByteBuffer piece, boolean isLast) throws IOException {
    int size = piece.remaining();
    if (size > MOST_BYTES - length) {
      throw new IOException("A frame of more than " + MOST_BYTES + " bytes came");
    }
    if (length + size > bytes.length) {
      int enough = isLast ? length + size : Math.max(expected, 2 * (length + size));
      bytes = Arrays.copyOf(bytes, enough);
    }
    piece.get(bytes, length, size);
    length += size;
    if (!isLast) {
      return null;
    }
    expected = length;
    ByteBuffer frame = ByteBuffer.wrap(bytes, 0, length);
    bytes = new byte[0];
    length = 0;
    return frame;
  }
}
