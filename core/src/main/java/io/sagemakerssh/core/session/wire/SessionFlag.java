package io.sagemakerssh.core.session.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The payload of {@link PayloadType#FLAG}: a big-endian u32. Source: {@code streaming.go:262-269}
 * of the session-manager-plugin.
 */
public enum SessionFlag {
  /**
   * Client to agent: the local TCP connection ended. Never in an SSH session, which it would kill.
   */
  DISCONNECT_TO_PORT(1),
  /** Client to agent: end the session. */
  TERMINATE_SESSION(2),
  /** Agent to client: the destination port refused a connection. */
  CONNECT_TO_PORT_ERROR(3);

  private final int number;

  SessionFlag(int number) {
    this.number = number;
  }

  /** Four bytes. */
  public ByteBuffer print() {
    return ByteBuffer.allocate(Integer.BYTES).putInt(0, number);
  }

  /**
   * The flag in a payload; empty if its number is unknown.
   *
   * @throws MalformedFrameException if the payload is not four bytes
   */
  public static Optional<SessionFlag> parse(ByteBuffer payload) throws MalformedFrameException {
    if (payload.remaining() != Integer.BYTES) {
      throw new MalformedFrameException("A flag of " + payload.remaining() + " bytes");
    }
    int number = payload.getInt(payload.position());
    for (SessionFlag flag : values()) {
      if (flag.number == number) {
        return Optional.of(flag);
      }
    }
    return Optional.empty();
  }
}
