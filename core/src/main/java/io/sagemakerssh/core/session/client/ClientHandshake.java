package io.sagemakerssh.core.session.client;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.channel.DataChannel;
import io.sagemakerssh.core.session.channel.Scheduler;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.EncryptionChallenge;
import io.sagemakerssh.core.session.wire.HandshakeComplete;
import io.sagemakerssh.core.session.wire.HandshakeRequest;
import io.sagemakerssh.core.session.wire.HandshakeResponse;
import io.sagemakerssh.core.session.wire.JsonPayload;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's part of the handshake: the agent asks for actions, the client answers how they went,
 * the agent says complete. Until then no data may be sent: the agent would drop it. Called under
 * the channel's lock.
 */
final class ClientHandshake {
  private static final Logger LOG = LoggerFactory.getLogger(ClientHandshake.class);

  private final DataChannel channel;
  private final Duration limit;
  private final Scheduler scheduler;
  private final Function<AgreedSession, Optional<String>> judge;
  private final Optional<ClientEncryption> encryption;
  private final CompletableFuture<AgreedSession> done = new CompletableFuture<>();
  private Scheduler.Task timeout;

  /** Guarded by this: the wait for a handshake may be over just as one begins. */
  private boolean answered;

  /** Guarded by the channel's lock. */
  private boolean challenged;

  private volatile AgreedSession session;

  /** A handshake of a session that is never encrypted. */
  ClientHandshake(
      DataChannel channel,
      Duration limit,
      Scheduler scheduler,
      Function<AgreedSession, Optional<String>> judge) {
    this(channel, limit, scheduler, judge, Optional.empty());
  }

  /**
   * A handshake that has not begun.
   *
   * @param judge says why a session is none that we take; empty if it is
   * @param encryption for when the agent asks for it; empty to refuse it
   */
  ClientHandshake(
      DataChannel channel,
      Duration limit,
      Scheduler scheduler,
      Function<AgreedSession, Optional<String>> judge,
      Optional<ClientEncryption> encryption) {
    this.channel = channel;
    this.limit = limit;
    this.scheduler = scheduler;
    this.judge = judge;
    this.encryption = encryption;
  }

  /** Starts the clock; before the channel opens. */
  void begin() {
    timeout = scheduler.schedule(limit, this::expire);
  }

  /** Completes when data may flow; exceptionally if the channel ends before. */
  CompletableFuture<AgreedSession> done() {
    return done;
  }

  boolean isDone() {
    return done.isDone();
  }

  /**
   * Waits until data may flow.
   *
   * @return what the agent said; null if there was no handshake
   * @throws UserError if the session ends before; the session is ended if the wait is interrupted
   */
  AgreedSession await() {
    String what = "Cannot open session " + channel.sessionId();
    try {
      return done.get();
    } catch (ExecutionException failed) {
      throw new UserError(
          ExitCode.SESSION_FAILED,
          what,
          failed.getCause().getMessage(),
          "See that the container's SSM agent is online and that the server at the port runs, and try again.",
          failed.getCause());
    } catch (InterruptedException interrupted) {
      channel.end(new SessionEnd(Kind.CLOSED_HERE, ""));
      Thread.currentThread().interrupt();
      throw new UserError(
          ExitCode.INTERRUPTED, what, "it was interrupted", "Try again.", interrupted);
    }
  }

  /** Data flows without a handshake, as in most shell sessions. Not if the agent has asked. */
  synchronized void skip() {
    if (!answered) {
      timeout.cancel();
      done.complete(null);
    }
  }

  void onMessage(AgentMessage message) throws MalformedFrameException {
    if (message.payloadType() == PayloadType.HANDSHAKE_REQUEST) {
      onRequest(HandshakeRequest.parse(message.payloadText()));
    } else if (message.payloadType() == PayloadType.ENCRYPTION_CHALLENGE_REQUEST) {
      onChallenge(EncryptionChallenge.parse(message.payloadText()));
    } else if (session != null) {
      HandshakeComplete complete = HandshakeComplete.parse(message.payloadText());
      LOG.debug("Handshake complete. {}", complete.customerMessage());
      timeout.cancel();
      done.complete(session);
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
    synchronized (this) {
      if (answered) {
        return;
      }
      answered = true;
    }
    boolean asksKms =
        request.actions().stream()
            .anyMatch(action -> action.type().equals(HandshakeRequest.KMS_ENCRYPTION));
    if (asksKms && encryption.isPresent() || done.isDone()) {
      // Not under the lock: KMS may take its time, and so may data that is sent already.
      scheduler.execute(() -> answer(request));
    } else {
      answer(request);
    }
  }

  private void answer(HandshakeRequest request) {
    List<HandshakeResponse.Action> processed = new ArrayList<>();
    for (HandshakeRequest.Action action : request.actions()) {
      processed.add(process(request.agentVersion(), action));
    }
    send(
        PayloadType.HANDSHAKE_RESPONSE,
        new HandshakeResponse(ClientOpener.CLIENT_VERSION, processed));
    processed.stream()
        .filter(action -> action.status() != HandshakeResponse.SUCCESS)
        .findFirst()
        .ifPresent(refused -> channel.end(new SessionEnd(Kind.BROKEN, refused.error())));
  }

  private void onChallenge(EncryptionChallenge challenge) throws MalformedFrameException {
    if (encryption.isPresent() && !challenged) {
      EncryptionChallenge answer = encryption.get().answer(challenge);
      challenged = true;
      // Not under the lock, as above: who waits there for room never hears that there is some.
      scheduler.execute(() -> send(PayloadType.ENCRYPTION_CHALLENGE_RESPONSE, answer));
    }
  }

  private void send(int payloadType, JsonPayload payload) {
    try {
      channel.send(payloadType, payload.payload());
    } catch (IOException ended) {
      LOG.debug("Nobody to answer the handshake to: {}", ended.getMessage());
    }
  }

  private HandshakeResponse.Action process(String agentVersion, HandshakeRequest.Action action) {
    if (action.type().equals(HandshakeRequest.KMS_ENCRYPTION) && encryption.isPresent()) {
      return encrypt(encryption.get(), action);
    }
    if (!action.type().equals(HandshakeRequest.SESSION_TYPE)) {
      return new HandshakeResponse.Action(
          action.type(),
          HandshakeResponse.UNSUPPORTED,
          "the session asks for " + action.type() + ", which is not supported");
    }
    AgreedSession offered = AgreedSession.of(agentVersion, action.parameters());
    Optional<String> refusal = judge.apply(offered);
    if (refusal.isEmpty()) {
      session = offered;
    }
    return refusal
        .map(why -> new HandshakeResponse.Action(action.type(), HandshakeResponse.FAILED, why))
        .orElseGet(
            () -> new HandshakeResponse.Action(action.type(), HandshakeResponse.SUCCESS, ""));
  }

  private static HandshakeResponse.Action encrypt(
      ClientEncryption encryption, HandshakeRequest.Action action) {
    try {
      return new HandshakeResponse.Action(
          action.type(), HandshakeResponse.SUCCESS, encryption.agree(action.parameters()), "");
    } catch (IOException refused) {
      return new HandshakeResponse.Action(
          action.type(), HandshakeResponse.FAILED, refused.getMessage());
    }
  }
}
