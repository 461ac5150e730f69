package io.sagemakerssh.it.fault;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream of RFC 6455 into messages and control frames, left as they are, masks included.
 *
 * <pre>0 FIN and opcode | 1 mask bit and length, 126 and 127 for longer | 2 or 8 bytes of length |
 * 4 bytes of mask | payload</pre>
 */
final class WebSocketReader {
  private static final int FIN = 0x80;
  private static final int OPCODE = 0x0f;
  private static final int BINARY = 2;
  private static final int FIRST_CONTROL = 8;
  private static final int MASKED = 0x80;
  private static final long LONGEST = 4 << 20;

  /**
   * A whole message, or a control frame.
   *
   * @param bytes with all headers
   * @param payload where the payload of the last frame begins
   */
  record Message(byte[] bytes, int payload, boolean isBinary) {}

  private final DataInputStream input;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private boolean begunBinary;

  /** Of the frame read last. */
  private long payloadLength;

  WebSocketReader(InputStream input) {
    this.input = new DataInputStream(input);
  }

  /** The next message or control frame; null at the end of the stream. */
  Message next() throws IOException {
    while (true) {
      int first = input.read();
      if (first < 0) {
        return null;
      }
      byte[] frame = frame(first);
      int opcode = first & OPCODE;
      int payload = frame.length - (int) payloadLength;
      if (opcode >= FIRST_CONTROL) {
        return new Message(frame, payload, false);
      }
      if (opcode != 0) {
        begunBinary = opcode == BINARY;
      }
      if ((first & FIN) != 0 && begun.size() == 0) {
        return new Message(frame, payload, begunBinary);
      }
      int before = begun.size();
      begun.write(frame);
      if ((first & FIN) != 0) {
        byte[] whole = begun.toByteArray();
        begun.reset();
        return new Message(whole, before + payload, begunBinary);
      }
    }
  }

  private byte[] frame(int first) throws IOException {
    int second = input.readUnsignedByte();
    int extended =
        switch (second & ~MASKED) {
          case 126 -> 2;
          case 127 -> 8;
          default -> 0;
        };
    byte[] length = new byte[extended];
    input.readFully(length);
    payloadLength = second & ~MASKED;
    if (extended > 0) {
      payloadLength = 0;
      for (byte digit : length) {
        payloadLength = payloadLength << 8 | digit & 0xff;
      }
    }
    if (payloadLength < 0 || payloadLength > LONGEST) {
      throw new EOFException("A frame of " + payloadLength + " bytes");
    }
    int mask = (second & MASKED) != 0 ? 4 : 0;
    byte[] frame = new byte[2 + extended + mask + (int) payloadLength];
    frame[0] = (byte) first;
    frame[1] = (byte) second;
    System.arraycopy(length, 0, frame, 2, extended);
    input.readFully(frame, 2 + extended, frame.length - 2 - extended);
    return frame;
  }
}
