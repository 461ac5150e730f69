package io.sagemakerssh.local.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/** Reads ahead, so that the way to the server and back is paid once and not for each piece. */
final class SftpInput extends InputStream {
  /** All servers send that much at once. */
  static final int PIECE = 32 * 1024;

  /** 4 MiB under way: as much as a session lets be. */
  static final int MOST = 128;

  private record Piece(long offset, int length, CompletableFuture<PacketReader> answer) {}

  private final SftpClient client;
  private final byte[] handle;
  private final ArrayDeque<Piece> asked = new ArrayDeque<>();
  private long next;

  /** Few at first: a small file costs no more than it has to. */
  private int ahead = 2;

  private byte[] bytes = new byte[0];
  private int position;
  private boolean ended;

  SftpInput(SftpClient client, byte[] handle, long offset) {
    this.client = client;
    this.handle = handle;
    this.next = offset;
  }

  @Override
  public int read() throws IOException {
    return fill() ? Byte.toUnsignedInt(bytes[position++]) : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - position);
    System.arraycopy(bytes, position, into, offset, count);
    position += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    client.close(handle);
  }

  private boolean fill() throws IOException {
    while (position == bytes.length && !ended) {
      ask();
      Piece piece = asked.remove();
      bytes = SftpClient.data(piece.answer());
      position = 0;
      ended = bytes.length == 0;
      if (!ended && bytes.length < piece.length()) {
        // A server may send less than it was asked for anywhere, and not only at the end.
        long rest = piece.offset() + bytes.length;
        asked.addFirst(request(rest, piece.length() - bytes.length));
      }
      ahead = Math.min(MOST, ahead * 2);
    }
    return position < bytes.length;
  }

  private void ask() throws IOException {
    while (asked.size() < ahead) {
      asked.add(request(next, PIECE));
      next += PIECE;
    }
  }

  private Piece request(long offset, int length) throws IOException {
    return new Piece(offset, length, client.startRead(handle, offset, length));
  }
}
