package io.sagemakerssh.local.sftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads the fields of one packet; a packet that is too short for them is refused. */
final class PacketReader {
  private final ByteBuffer bytes;

  PacketReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  int type() throws IOException {
    need(1);
    return Byte.toUnsignedInt(bytes.get());
  }

  int number() throws IOException {
    need(Integer.BYTES);
    return bytes.getInt();
  }

  long longNumber() throws IOException {
    need(Long.BYTES);
    return bytes.getLong();
  }

  byte[] data() throws IOException {
    int length = number();
    need(length);
    byte[] value = new byte[length];
    bytes.get(value);
    return value;
  }

  String text() throws IOException {
    return new String(data(), StandardCharsets.UTF_8);
  }

  boolean hasMore() {
    return bytes.hasRemaining();
  }

  private void need(int length) throws IOException {
    if (length < 0 || length > bytes.remaining()) {
      throw new IOException("The SFTP server sent a packet that is too short for its fields");
    }
  }
}
