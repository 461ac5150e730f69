package io.sagemakerssh.local.inject;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of a file; leaves the channel and its position alone. */
final class ChannelSlice extends InputStream {
  private final FileChannel channel;
  private final long end;
  private long position;

  ChannelSlice(FileChannel channel, long begin, long size) {
    this.channel = channel;
    this.position = begin;
    this.end = begin + size;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int most = (int) Math.min(length, end - position);
    int count = most <= 0 ? -1 : channel.read(ByteBuffer.wrap(bytes, offset, most), position);
    position += Math.max(0, count);
    return count;
  }
}
