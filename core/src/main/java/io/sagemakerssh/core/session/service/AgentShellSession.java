package io.sagemakerssh.core.session.service;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.DataChannel;
import io.sagemakerssh.core.session.channel.FrameSocket;
import io.sagemakerssh.core.session.channel.Role;
import io.sagemakerssh.core.session.channel.Scheduler;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.encryption.SealedOutput;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.ExitCodeText;
import io.sagemakerssh.core.session.wire.Flags;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.core.session.wire.SessionFlag;
import io.sagemakerssh.core.session.wire.SessionState;
import io.sagemakerssh.core.session.wire.TerminalSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The agent's end of a session of a shell or a command. What the client sends before the shell runs
 * is kept. One thread may read while others write and another closes.
 */
public final class AgentShellSession implements AutoCloseable {
  /** The type whose sessions begin with a handshake even if nothing is encrypted. */
  private static final String NON_INTERACTIVE = "NonInteractiveCommands";

  /** What the client says besides bytes. */
  @FunctionalInterface
  public interface Listener {
    /** The client's terminal has a size, or another one. Called under a lock: not to block. */
    void onResize(TerminalSize size);
  }

  private final DataChannel channel;
  private final Scheduler scheduler;
  private final AgentHandshake handshake;
  private final Listener listener;
  private final Optional<AgentEncryption> encryption;

  AgentShellSession(
      String sessionId,
      ChannelSettings settings,
      Scheduler scheduler,
      FrameSocket.Opener opener,
      String agentVersion,
      Optional<AgentEncryption> encryption,
      Listener listener) {
    this.encryption = encryption;
    this.scheduler = scheduler;
    this.channel =
        new DataChannel(sessionId, Role.AGENT, settings, scheduler, opener, new Events());
    this.handshake =
        new AgentHandshake(channel, settings.handshake(), scheduler, agentVersion, encryption);
    this.listener = listener;
  }

  /** Opens the websocket and, if there is a handshake, waits for it. */
  void open(String type) throws IOException {
    if (type.equals(NON_INTERACTIVE) || encryption.isPresent()) {
      channel.open();
      handshake.begin(type, new JsonObject());
      handshake.await();
    } else {
      // Before the channel opens, or what comes at once would be lost.
      handshake.skip();
      channel.open();
    }
  }

  public String sessionId() {
    return channel.sessionId();
  }

  /** What the client types. Ends when the client or the service terminates the session. */
  public InputStream input() {
    return channel.input();
  }

  /**
   * Shown to the client at once; blocks while too much is unacknowledged. Needs no flush.
   *
   * @throws MalformedFrameException if the session is not open
   */
  public OutputStream output() throws MalformedFrameException {
    return output(PayloadType.OUTPUT);
  }

  /** As {@link #output}, for the errors of a command without terminal. */
  public OutputStream errors() throws MalformedFrameException {
    return output(PayloadType.STANDARD_ERROR);
  }

  /** Tells the client how a command without terminal ended. */
  public void sendExitCode(int exitCode) throws IOException {
    ByteBuffer text = new ExitCodeText(exitCode).payload();
    channel.send(
        PayloadType.EXIT_CODE,
        encryption.isPresent() ? encryption.get().cipher().seal(text) : text);
  }

  private OutputStream output(int payloadType) throws MalformedFrameException {
    return encryption.isPresent()
        ? new SealedOutput(encryption.get().cipher(), payload -> channel.send(payloadType, payload))
        : channel.newOutput(payloadType);
  }

  /** Completes, never exceptionally, when the session has ended. */
  public CompletableFuture<SessionEnd> end() {
    return channel.ended();
  }

  /**
   * As {@link #close}, for a shell that has ended by itself: the service is told, behind everything
   * else, that the session terminates (PROTOCOL.md D.7.5).
   */
  public void terminate() {
    channel.close(
        AgentMessage.of(
            MessageType.AGENT_SESSION_STATE,
            Flags.SYN_FIN,
            scheduler.now(),
            new SessionState(SessionState.TERMINATING, sessionId())));
  }

  /**
   * Waits until the client has acknowledged everything, until nothing is for 2 s, and closes the
   * data channel. Does nothing if the session has ended.
   */
  @Override
  public void close() {
    channel.close();
  }

  private final class Events implements DataChannel.Handler {
    @Override
    public boolean onMessage(AgentMessage message) throws MalformedFrameException {
      return switch (message.payloadType()) {
        case PayloadType.OUTPUT -> !handshake.isOver() || channel.input().offer(opened(message));
        case PayloadType.SIZE -> {
          listener.onResize(TerminalSize.parse(message.payloadText()));
          yield true;
        }
        case PayloadType.HANDSHAKE_RESPONSE -> {
          handshake.onResponse(message);
          yield true;
        }
        case PayloadType.ENCRYPTION_CHALLENGE_RESPONSE -> {
          handshake.onChallengeAnswered(message);
          yield true;
        }
        case PayloadType.FLAG -> {
          SessionFlag.parse(message.payload())
              .filter(flag -> flag == SessionFlag.TERMINATE_SESSION)
              .ifPresent(flag -> channel.endInSequence(new SessionEnd(Kind.REMOTE_EOF, "")));
          yield true;
        }
        default -> true;
      };
    }

    private ByteBuffer opened(AgentMessage message) throws MalformedFrameException {
      return encryption.isPresent()
          ? encryption.get().cipher().open(message.payload())
          : message.payload();
    }

    @Override
    public void onEnd(SessionEnd end) {
      handshake.onEnd(end);
    }
  }
}
