package io.sagemakerssh.core.session.forward;

import io.sagemakerssh.core.session.wire.MalformedFrameException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The head of a frame of smux version 1, by which connections share a session. Integers are
 * little-endian, unlike those of the messages that carry them.
 *
 * <pre>
 *  0         1         2         4                   8
 *  +---------+---------+---------+-------------------+----------------+
 *  | version | command | length  | stream id         | payload        |
 *  | u8 = 1  | u8      | u16     | u32               | length bytes   |
 *  +---------+---------+---------+-------------------+----------------+
 * </pre>
 *
 * <p>Frames follow each other without anything between them, and without regard to the messages'
 * limits. Source: {@code frame.go:8-81} of xtaci/smux, as the session-manager-plugin has it.
 *
 * @param streamId of 32 bits without sign; odd if the client opened the stream; 0 for NOP
 * @param length of the payload, 0 to 65,535; only PSH has one
 */
record MuxFrame(Command command, int streamId, int length) {
  static final int HEADER_BYTES = 8;

  /** What receivers take. */
  static final int LONGEST_PAYLOAD = 65_535;

  private static final int VERSION = 1;

  /** What a frame does, by its number on the wire. */
  enum Command {
    /** Opens a stream; nobody answers it. */
    SYN,
    /** Closes a stream, both ways. */
    FIN,
    /** Carries bytes. */
    PSH,
    /** Shows that the sender lives. */
    NOP
  }

  /**
   * Reads a header.
   *
   * @throws MalformedFrameException if it is of another version or command, or has a payload where
   *     there can be none
   */
  static MuxFrame parse(byte[] header) throws MalformedFrameException {
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    int version = fields.get(0);
    if (version != VERSION) {
      throw new MalformedFrameException("A multiplexed frame of version " + version);
    }
    int number = Byte.toUnsignedInt(fields.get(1));
    Command[] commands = Command.values();
    if (number >= commands.length) {
      throw new MalformedFrameException("A multiplexed frame with command " + number);
    }
    int length = Short.toUnsignedInt(fields.getShort(2));
    if (length > 0 && commands[number] != Command.PSH) {
      throw new MalformedFrameException(
          "A multiplexed frame " + commands[number] + " of " + length + " bytes");
    }
    return new MuxFrame(commands[number], fields.getInt(4), length);
  }

  /** Writes the header to the front of a frame. */
  void printTo(byte[] frame) {
    ByteBuffer.wrap(frame)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) VERSION)
        .put((byte) command.ordinal())
        .putShort((short) length)
        .putInt(streamId);
  }
}
