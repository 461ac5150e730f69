package io.sagemakerssh.local.sftp;

import java.io.IOException;

/**
 * What the server tells of a file.
 *
 * @param size in bytes; 0 if it is not told
 * @param mode type and permissions as in stat(2); 0 if they are not told
 * @param modified seconds since 1970; 0 if they are not told
 */
public record SftpAttributes(long size, int mode, long modified) {
  static final int SIZE = 0x1;
  static final int OWNER = 0x2;
  static final int PERMISSIONS = 0x4;
  static final int TIMES = 0x8;
  private static final int EXTENDED = 0x80000000;

  static SftpAttributes read(PacketReader packet) throws IOException {
    int flags = packet.number();
    long size = (flags & SIZE) == 0 ? 0 : packet.longNumber();
    if ((flags & OWNER) != 0) {
      packet.longNumber();
    }
    int mode = (flags & PERMISSIONS) == 0 ? 0 : packet.number();
    long modified = 0;
    if ((flags & TIMES) != 0) {
      packet.number();
      modified = Integer.toUnsignedLong(packet.number());
    }
    if ((flags & EXTENDED) != 0) {
      for (int count = packet.number(); count > 0; count--) {
        packet.data();
        packet.data();
      }
    }
    return new SftpAttributes(size, mode, modified);
  }

  static PacketWriter writePermissions(PacketWriter packet, int permissions) {
    return packet.number(PERMISSIONS).number(permissions);
  }
}
