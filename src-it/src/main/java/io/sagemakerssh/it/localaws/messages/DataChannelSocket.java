package io.sagemakerssh.it.localaws.messages;

import io.sagemakerssh.core.session.wire.MalformedFrameException;
import io.sagemakerssh.core.session.wire.OpenDataChannel;
import io.sagemakerssh.it.localaws.auth.Caller;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * One party's websocket of a data channel. The first frame, of text, brings the token; which party
 * it is follows from that frame. Reads the next frame only once the one before is dealt with.
 * Public because Jetty calls listeners by reflection.
 */
public final class DataChannelSocket implements Session.Listener {
  private static final Duration FIRST_FRAME = Duration.ofSeconds(30);

  private final SessionChannel channel;
  private final Caller caller;
  private final Clock clock;
  private volatile Session webSocket;
  private volatile Party party;

  /** When the frame that is being relayed came, in milliseconds; 0 if none is. */
  private volatile long relayingSince;

  DataChannelSocket(SessionChannel channel, Caller caller, Clock clock) {
    this.channel = channel;
    this.caller = caller;
    this.clock = clock;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    webSocket = session;
    session.setIdleTimeout(FIRST_FRAME);
    session.demand();
  }

  @Override
  public void onWebSocketText(String text) {
    if (party != null) {
      refuse("a second text frame");
      return;
    }
    try {
      OpenDataChannel open = OpenDataChannel.parse(text);
      party = open instanceof OpenDataChannel.ByAgent ? Party.AGENT : Party.CLIENT;
      if (party == Party.AGENT && !channel.isInstance(caller)) {
        refuse("an agent's first frame over an upgrade that the instance did not sign");
      } else if (!channel.redeem(party, open.token())) {
        refuse("a wrong or used token");
      } else {
        webSocket.setIdleTimeout(Duration.ZERO);
        channel.attach(this);
        webSocket.demand();
      }
    } catch (MalformedFrameException malformed) {
      refuse(malformed.getMessage());
    }
  }

  @Override
  public void onWebSocketBinary(ByteBuffer frame, Callback callback) {
    if (party == null) {
      callback.succeed();
      refuse("a binary frame before its token");
      return;
    }
    relayingSince = clock.millis();
    channel.received(this, frame, callback);
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    channel.detach(this);
  }

  @Override
  public void onWebSocketClose(int statusCode, String reason, Callback callback) {
    channel.detach(this);
    callback.succeed();
  }

  Party party() {
    return party;
  }

  /** Sends a frame; the callback tells when the buffer is free again and there is room for more. */
  void send(ByteBuffer frame, Callback callback) {
    webSocket.sendBinary(frame, callback);
  }

  /** The frame received last is dealt with: the next may come. */
  void next(Callback callback) {
    callback.succeed();
    relayingSince = 0;
    webSocket.demand();
  }

  /** How long the frame received last has been waiting for the other party, in milliseconds. */
  long stalledMillis() {
    long since = relayingSince;
    return since == 0 ? 0 : clock.millis() - since;
  }

  /** Tells an official agent, whose pings are not read while the client is slow, that we live. */
  void pong() {
    webSocket.sendPong(ByteBuffer.wrap(new byte[] {'k'}), Callback.NOOP);
  }

  /** Closes in order, after what is still being sent. */
  void close() {
    webSocket.close(StatusCode.NORMAL, "", Callback.NOOP);
  }

  /** Breaks the connection without a word, as a network does. */
  void disconnect() {
    webSocket.disconnect();
  }

  private void refuse(String what) {
    channel.violation((party == null ? "Somebody" : party) + " sent " + what);
    webSocket.close(StatusCode.POLICY_VIOLATION, "", Callback.NOOP);
  }
}
