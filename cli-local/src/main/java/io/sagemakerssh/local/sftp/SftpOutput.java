package io.sagemakerssh.local.sftp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/** Writes on before the server has answered, as far as a session lets bytes be under way. */
final class SftpOutput extends OutputStream {
  private final SftpClient client;
  private final byte[] handle;
  private final ArrayDeque<CompletableFuture<PacketReader>> unanswered = new ArrayDeque<>();
  private final byte[] piece = new byte[SftpInput.PIECE];
  private int length;
  private long offset;
  private boolean closed;

  SftpOutput(SftpClient client, byte[] handle, long offset) {
    this.client = client;
    this.handle = handle;
    this.offset = offset;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    int begin = from;
    int left = count;
    while (left > 0) {
      int taken = Math.min(left, piece.length - length);
      System.arraycopy(bytes, begin, piece, length, taken);
      length += taken;
      begin += taken;
      left -= taken;
      if (length == piece.length) {
        sendPiece();
      }
    }
  }

  /** Waits until all is written. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      sendPiece();
      while (!unanswered.isEmpty()) {
        SftpClient.written(unanswered.remove());
      }
    } finally {
      client.close(handle);
    }
  }

  private void sendPiece() throws IOException {
    if (length == 0) {
      return;
    }
    unanswered.add(client.startWrite(handle, offset, piece, length));
    offset += length;
    length = 0;
    while (unanswered.size() > SftpInput.MOST
        || !unanswered.isEmpty() && unanswered.peek().isDone()) {
      SftpClient.written(unanswered.remove());
    }
  }
}
