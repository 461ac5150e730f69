package io.sagemakerssh.core.session.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.channel.DataChannel;
import io.sagemakerssh.core.session.channel.Scheduler;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.HandshakeComplete;
import io.sagemakerssh.core.session.wire.HandshakeRequest;
import io.sagemakerssh.core.session.wire.HandshakeResponse;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's part of the handshake: the agent asks for actions, the client answers how they went,
 * the agent says complete. Until then no data may be sent: the agent would drop it. Called under
 * the channel's lock.
 */
final class ClientHandshake {
  private static final Logger log = LoggerFactory.getLogger(ClientHandshake.class);
  private static final String PORT = "Port";
  private static final String MULTIPLEXED = "LocalPortForwarding";

  private final DataChannel channel;
  private final Duration limit;
  private final Scheduler scheduler;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private Scheduler.Task timeout;
  private boolean answered;

  ClientHandshake(DataChannel channel, Duration limit, Scheduler scheduler) {
    this.channel = channel;
    this.limit = limit;
    this.scheduler = scheduler;
  }

  /** Starts the clock; before the channel opens. */
  void begin() {
    timeout = scheduler.schedule(limit, this::expire);
  }

  /** Completes when data may flow; exceptionally if the channel ends before. */
  CompletableFuture<Void> done() {
    return done;
  }

  boolean isDone() {
    return done.isDone();
  }

  void onMessage(AgentMessage message) throws MalformedFrameException {
    if (message.payloadType() == PayloadType.HANDSHAKE_REQUEST) {
      onRequest(HandshakeRequest.parse(message.payloadText()));
    } else if (answered) {
      HandshakeComplete complete = HandshakeComplete.parse(message.payloadText());
      log.debug("Handshake complete. {}", complete.customerMessage());
      timeout.cancel();
      done.complete(null);
    }
  }

  void onEnd(SessionEnd end) {
    timeout.cancel();
    String why = end.text().isEmpty() ? "the session ended during the handshake" : end.text();
    done.completeExceptionally(new IOException(why));
  }

  private void expire() {
    if (!done.isDone()) {
      channel.end(
          new SessionEnd(
              Kind.BROKEN,
              "the agent did not finish the handshake within " + limit.toSeconds() + " s"));
    }
  }

  private void onRequest(HandshakeRequest request) throws MalformedFrameException {
    if (answered) {
      return;
    }
    answered = true;
    List<HandshakeResponse.Action> processed = new ArrayList<>();
    for (HandshakeRequest.Action action : request.actions()) {
      processed.add(process(action));
    }
    try {
      HandshakeResponse response = new HandshakeResponse(ClientOpener.CLIENT_VERSION, processed);
      channel.send(PayloadType.HANDSHAKE_RESPONSE, response.payload());
    } catch (IOException ended) {
      log.debug("Nobody to answer the handshake to: {}", ended.getMessage());
    }
    processed.stream()
        .filter(action -> action.status() != HandshakeResponse.SUCCESS)
        .findFirst()
        .ifPresent(refused -> channel.end(new SessionEnd(Kind.BROKEN, refused.error())));
  }

  private static HandshakeResponse.Action process(HandshakeRequest.Action action) {
    if (!action.type().equals(HandshakeRequest.SESSION_TYPE)) {
      return new HandshakeResponse.Action(
          action.type(),
          HandshakeResponse.UNSUPPORTED,
          "the session asks for " + action.type() + ", which is not supported");
    }
    String type = text(action.parameters().get("SessionType"));
    if (!type.equals(PORT)) {
      return failed(action, "the session is of type '" + type + "', not '" + PORT + "'");
    }
    if (text(property(action.parameters(), "type")).equals(MULTIPLEXED)) {
      return failed(action, "the session multiplexes connections, which is not supported");
    }
    return new HandshakeResponse.Action(action.type(), HandshakeResponse.SUCCESS, "");
  }

  private static HandshakeResponse.Action failed(HandshakeRequest.Action action, String why) {
    return new HandshakeResponse.Action(action.type(), HandshakeResponse.FAILED, why);
  }

  private static JsonElement property(JsonObject parameters, String name) {
    JsonElement properties = parameters.get("Properties");
    return properties != null && properties.isJsonObject()
        ? properties.getAsJsonObject().get(name)
        : null;
  }

  private static String text(JsonElement value) {
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }
}
