package io.sagemakerssh.core.session.channel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Sends each write at once, cut into messages; blocks while the send window is full. Bytes pass
 * unchanged: the official client turns a lone line feed into a carriage return, we never do.
 * Closing it says nothing to the other end, for the protocol has no half-close.
 */
final class OutboundStream extends OutputStream {
  /** Sends one message, waiting for room. */
  @FunctionalInterface
  interface Messages {
    void send(ByteBuffer payload) throws IOException;
  }

  private final MessageSize size;
  private final Messages messages;

  OutboundStream(MessageSize size, Messages messages) {
    this.size = size;
    this.messages = messages;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int end = offset + length;
    for (int start = offset; start < end; ) {
      int part = Math.min(size.bytes(), end - start);
      messages.send(ByteBuffer.wrap(bytes, start, part));
      start += part;
    }
  }
}
