package io.sagemakerssh.local.sftp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The fields of one packet, in network byte order; strings are UTF-8 behind their length. */
final class PacketWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);

  PacketWriter number(int value) {
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    return this;
  }

  PacketWriter longNumber(long value) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    return this;
  }

  PacketWriter text(String value) {
    return data(value.getBytes(StandardCharsets.UTF_8));
  }

  PacketWriter data(byte[] value) {
    return data(value, 0, value.length);
  }

  PacketWriter data(byte[] value, int offset, int length) {
    number(length);
    bytes.write(value, offset, length);
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
