package io.sagemakerssh.core.session.encryption;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Seals what is written, piece by piece, each of which fits the smallest message. */
public final class SealedOutput extends OutputStream {
  private static final int PIECE_BYTES = 1024 - SessionCipher.OVERHEAD;

  /** Takes sealed payloads. */
  @FunctionalInterface
  public interface Sink {
    /** Sends one; blocks while too much is unacknowledged. */
    void send(ByteBuffer sealed) throws IOException;
  }

  private final SessionCipher cipher;
  private final Sink sink;

  public SealedOutput(SessionCipher cipher, Sink sink) {
    this.cipher = cipher;
    this.sink = sink;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int end = offset + length;
    for (int start = offset; start < end; start += PIECE_BYTES) {
      int part = Math.min(PIECE_BYTES, end - start);
      sink.send(cipher.seal(ByteBuffer.wrap(bytes, start, part)));
    }
  }
}
