package io.sagemakerssh.core.session.service;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.channel.DataChannel;
import io.sagemakerssh.core.session.channel.Scheduler;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.EncryptionChallenge;
import io.sagemakerssh.core.session.wire.HandshakeComplete;
import io.sagemakerssh.core.session.wire.HandshakeRequest;
import io.sagemakerssh.core.session.wire.HandshakeResponse;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.core.session.wire.ProgramVersion;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The agent's part of the handshake: it asks, the client answers, it says complete. Called under
 * the channel's lock, but for {@link #begin}.
 */
final class AgentHandshake {
  private final DataChannel channel;
  private final Duration limit;
  private final Scheduler scheduler;
  private final String agentVersion;
  private final CompletableFuture<ProgramVersion> done = new CompletableFuture<>();
  private final Optional<AgentEncryption> encryption;
  private ProgramVersion client = new ProgramVersion("");
  private boolean answered;
  private boolean proved;
  private volatile boolean over;
  private volatile long begun;
  private volatile Scheduler.Task timeout = () -> {};

  /** A handshake of a session that is never encrypted. */
  AgentHandshake(DataChannel channel, Duration limit, Scheduler scheduler, String agentVersion) {
    this(channel, limit, scheduler, agentVersion, Optional.empty());
  }

  AgentHandshake(
      DataChannel channel,
      Duration limit,
      Scheduler scheduler,
      String agentVersion,
      Optional<AgentEncryption> encryption) {
    this.encryption = encryption;
    this.channel = channel;
    this.limit = limit;
    this.scheduler = scheduler;
    this.agentVersion = agentVersion;
  }

  /**
   * Asks the client, and starts the clock.
   *
   * @param sessionType such as {@code Port}
   * @param properties the document's, filled in
   */
  void begin(String sessionType, JsonObject properties) throws IOException {
    begun = scheduler.nanoTime();
    timeout = scheduler.schedule(limit, this::expire);
    HandshakeRequest request =
        HandshakeRequest.ofSessionType(agentVersion, sessionType, properties);
    HandshakeRequest all =
        encryption.map(demanded -> request.with(demanded.request())).orElse(request);
    channel.send(PayloadType.HANDSHAKE_REQUEST, all.payload());
  }

  /** There is none, as in most shell sessions: data flows from the beginning. */
  void skip() {
    over = true;
    done.complete(new ProgramVersion(""));
  }

  /**
   * Completes with the client's version, once it is told that the handshake is complete;
   * exceptionally if the channel ends before.
   */
  CompletableFuture<ProgramVersion> done() {
    return done;
  }

  /**
   * Whether what the client sends is data of the session. So already while we tell it that the
   * handshake is complete, for it may answer before that call returns.
   */
  boolean isOver() {
    return over;
  }

  /** The client's version, empty before it has answered. For handlers, under the channel's lock. */
  ProgramVersion client() {
    return client;
  }

  /**
   * Waits until data may flow; ends the session if the wait is interrupted.
   *
   * @return the client's version
   */
  ProgramVersion await() throws IOException {
    try {
      return done.get();
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause().getMessage(), failed.getCause());
    } catch (InterruptedException interrupted) {
      channel.end(new SessionEnd(Kind.CLOSED_HERE, ""));
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted during the handshake");
    }
  }

  void onResponse(AgentMessage message) throws MalformedFrameException {
    if (answered) {
      return;
    }
    answered = true;
    HandshakeResponse response = HandshakeResponse.parse(message.payloadText());
    for (HandshakeResponse.Action action : response.actions()) {
      if (action.status() != HandshakeResponse.SUCCESS) {
        channel.endInSequence(
            new SessionEnd(
                Kind.BROKEN, "the client refused " + action.type() + ": " + action.error()));
        return;
      }
    }
    // Once this message is acknowledged, which it is on return. The official client sets up its
    // forwarding when it hears that the handshake is complete; any message that comes meanwhile,
    // and be it that acknowledgement, ends its reading for good.
    client = new ProgramVersion(response.clientVersion());
    scheduler.execute(
        () ->
            encryption.ifPresentOrElse(
                demanded -> challenge(demanded, response), () -> complete("")));
  }

  void onChallengeAnswered(AgentMessage message) throws MalformedFrameException {
    EncryptionChallenge answer = EncryptionChallenge.parse(message.payloadText());
    if (encryption.isEmpty() || proved) {
      return;
    }
    if (encryption.get().isMetBy(answer)) {
      proved = true;
      scheduler.execute(() -> complete("This session is encrypted using AWS KMS."));
    } else {
      channel.endInSequence(
          new SessionEnd(Kind.BROKEN, "the client holds other keys than this agent"));
    }
  }

  /** Not under the lock: KMS may take its time. */
  private void challenge(AgentEncryption demanded, HandshakeResponse response) {
    try {
      EncryptionChallenge challenge = demanded.accept(response);
      channel.send(PayloadType.ENCRYPTION_CHALLENGE_REQUEST, challenge.payload());
    } catch (IOException refused) {
      channel.end(new SessionEnd(Kind.BROKEN, String.valueOf(refused.getMessage())));
    }
  }

  private void complete(String customerMessage) {
    Duration taken = Duration.ofNanos(scheduler.nanoTime() - begun);
    over = true;
    try {
      channel.send(
          PayloadType.HANDSHAKE_COMPLETE, new HandshakeComplete(taken, customerMessage).payload());
      timeout.cancel();
      done.complete(client);
    } catch (IOException ended) {
      done.completeExceptionally(ended);
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
              Kind.BROKEN, "handshake timed out: no answer within " + limit.toSeconds() + " s"));
    }
  }
}
