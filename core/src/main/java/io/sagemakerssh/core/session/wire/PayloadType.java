package io.sagemakerssh.core.session.wire;

/**
 * What the payload of stream data is: the u32 at offset 112 of a frame. Plain numbers, since a
 * receiver must acknowledge types that it does not know.
 *
 * <p>Source: {@code clientmessage.go:75-96} of the session-manager-plugin.
 */
public final class PayloadType {
  /** Acknowledgements, states and everything on the control channel. */
  public static final int NONE = 0;

  /** Raw bytes of the stream, both ways. */
  public static final int OUTPUT = 1;

  public static final int ERROR = 2;

  /** Terminal size, client to agent: {@code {"cols":80,"rows":24}}. */
  public static final int SIZE = 3;

  public static final int PARAMETER = 4;

  /** {@link HandshakeRequest}, agent to client. */
  public static final int HANDSHAKE_REQUEST = 5;

  /** {@link HandshakeResponse}, client to agent. */
  public static final int HANDSHAKE_RESPONSE = 6;

  /** {@link HandshakeComplete}, agent to client. */
  public static final int HANDSHAKE_COMPLETE = 7;

  public static final int ENCRYPTION_CHALLENGE_REQUEST = 8;

  public static final int ENCRYPTION_CHALLENGE_RESPONSE = 9;

  /** A {@link SessionFlag}, both ways. */
  public static final int FLAG = 10;

  /** Raw bytes of standard error, agent to client. */
  public static final int STANDARD_ERROR = 11;

  /** Text such as {@code EXIT_CODE: 7}, agent to client. */
  public static final int EXIT_CODE = 12;

  private PayloadType() {}
}
