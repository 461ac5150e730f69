package io.sagemakerssh.it.localaws.messages;

import io.sagemakerssh.core.session.wire.MalformedFrameException;
import io.sagemakerssh.core.session.wire.OpenControlChannel;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * An agent's control channel. The first frame, of text, brings the token. Public because Jetty
 * calls listeners by reflection.
 */
public final class ControlChannelSocket implements Session.Listener {
  private static final Duration FIRST_FRAME = Duration.ofSeconds(30);

  /** Agents ping every 54 seconds. */
  private static final Duration SILENCE = Duration.ofMinutes(3);

  private final String instanceId;
  private final ControlChannels channels;
  private final Tokens tokens;
  private final ControlMessages messages;
  private final Violations violations;
  private volatile Session webSocket;
  private boolean opened;

  ControlChannelSocket(
      String instanceId,
      ControlChannels channels,
      Tokens tokens,
      ControlMessages messages,
      Violations violations) {
    this.instanceId = instanceId;
    this.channels = channels;
    this.tokens = tokens;
    this.messages = messages;
    this.violations = violations;
  }

  static String tokenChannel(String instanceId) {
    return "control-channel/" + instanceId;
  }

  String instanceId() {
    return instanceId;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    webSocket = session;
    session.setIdleTimeout(FIRST_FRAME);
    session.demand();
  }

  @Override
  public void onWebSocketText(String text) {
    if (opened) {
      refuse("a second text frame");
      return;
    }
    try {
      if (!tokens.redeem(OpenControlChannel.parse(text).token(), tokenChannel(instanceId))) {
        refuse("a wrong or used token");
        return;
      }
    } catch (MalformedFrameException malformed) {
      refuse(malformed.getMessage());
      return;
    }
    opened = true;
    webSocket.setIdleTimeout(SILENCE);
    channels.register(instanceId, this);
    webSocket.demand();
  }

  @Override
  public void onWebSocketBinary(ByteBuffer frame, Callback callback) {
    if (!opened) {
      callback.succeed();
      refuse("a binary frame before its token");
      return;
    }
    messages.received(this, frame);
    callback.succeed();
    webSocket.demand();
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    channels.unregister(instanceId, this);
  }

  @Override
  public void onWebSocketClose(int statusCode, String reason, Callback callback) {
    channels.unregister(instanceId, this);
    callback.succeed();
  }

  void send(ByteBuffer frame) {
    webSocket.sendBinary(frame, Callback.NOOP);
  }

  void disconnect() {
    webSocket.disconnect();
  }

  private void refuse(String what) {
    violations.add("control channel of " + instanceId + ": " + what);
    webSocket.close(StatusCode.POLICY_VIOLATION, "", Callback.NOOP);
  }
}
