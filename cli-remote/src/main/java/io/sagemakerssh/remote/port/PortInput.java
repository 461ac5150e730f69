package io.sagemakerssh.remote.port;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * What a TCP connection brings, in pieces that become messages of a session. What comes by itself,
 * as the echo of a keystroke, goes on at once. While much comes, as in a copy through SSH, whose
 * packets are half a message, the rest of a piece is awaited for a moment: a message costs more
 * than the bytes in it. For one thread.
 */
public final class PortInput extends InputStream {
  /** No terminal prints as much at once, in bytes. */
  public static final int MUCH_BYTES = 16 * 1024;

  /** The longest that bytes wait for others, in milliseconds. */
  public static final int MOMENT = 1;

  private final Socket socket;
  private final InputStream in;
  private boolean isMuch;

  /** Of a connected socket, whose timeout it may change while it reads. */
  public PortInput(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one) == -1 ? -1 : one[0] & 0xFF;
  }

  /** Fails only where no bytes came before the failure. */
  @Override
  public int read(byte[] piece, int offset, int length) throws IOException {
    int count = in.read(piece, offset, length);
    if (count > 0 && (isMuch || count >= MUCH_BYTES)) {
      count += readMore(piece, offset + count, offset + length);
    }
    isMuch = count >= MUCH_BYTES;
    return count;
  }

  /** Fills the piece, as far as bytes come without a pause. */
  private int readMore(byte[] piece, int start, int limit) {
    int end = start;
    try {
      socket.setSoTimeout(MOMENT);
      try {
        int count;
        while (end < limit && (count = in.read(piece, end, limit - end)) != -1) {
          end += count;
        }
      } finally {
        socket.setSoTimeout(0);
      }
    } catch (IOException noMore) {
      // A pause; or the end, which the next read finds too.
    }
    return end - start;
  }
}
