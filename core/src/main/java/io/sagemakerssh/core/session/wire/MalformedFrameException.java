package io.sagemakerssh.core.session.wire;

import java.io.IOException;

/**
 * A frame or a JSON payload that does not follow the protocol: too short, lengths that do not fit,
 * a wrong digest, an unknown message type, a missing field. Whoever receives it drops the frame and
 * keeps the connection, as the official programs do. The message never quotes a payload, which may
 * hold a token.
 */
public final class MalformedFrameException extends IOException {
  public MalformedFrameException(String message) {
    super(message);
  }

  public MalformedFrameException(String message, Throwable cause) {
    super(message, cause);
  }
}
