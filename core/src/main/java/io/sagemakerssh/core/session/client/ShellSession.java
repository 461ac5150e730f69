package io.sagemakerssh.core.session.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.DataChannel;
import io.sagemakerssh.core.session.channel.FrameSocket;
import io.sagemakerssh.core.session.channel.InboundStream;
import io.sagemakerssh.core.session.channel.Role;
import io.sagemakerssh.core.session.channel.Scheduler;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.encryption.SealedOutput;
import io.sagemakerssh.core.session.encryption.SessionCipher;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.ExitCodeText;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import io.sagemakerssh.core.session.wire.PayloadType;
import io.sagemakerssh.core.session.wire.TerminalSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A session of a shell, or of one command, on a managed instance. Bytes pass unchanged. One thread
 * may read, another write, and any change the size or close.
 *
 * <p>Most shells begin without a handshake, and only by what comes first is it known whether there
 * is one. What is sent during a handshake would be lost, so nothing is sent before the shell has
 * spoken, the handshake is over, or neither has begun within 3 s: a command may say nothing.
 */
public final class ShellSession implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(3);
  private static final Set<String> TYPES =
      Set.of("Standard_Stream", "InteractiveCommands", "NonInteractiveCommands");

  private final DataChannel channel;
  private final ClientHandshake handshake;
  private final ClientEncryption encryption;
  private final Scheduler scheduler;
  private final InboundStream errors;
  private volatile OptionalInt exitCode = OptionalInt.empty();

  ShellSession(
      String sessionId,
      ChannelSettings settings,
      Scheduler scheduler,
      FrameSocket.Opener opener,
      ClientEncryption encryption) {
    this.scheduler = scheduler;
    this.encryption = encryption;
    this.channel =
        new DataChannel(sessionId, Role.CLIENT, settings, scheduler, opener, new Events());
    this.handshake =
        new ClientHandshake(
            channel,
            settings.handshake(),
            scheduler,
            ShellSession::refusal,
            Optional.of(encryption));
    this.errors = channel.newInput();
  }

  /** Opens the websocket and waits until the shell can be spoken to. */
  void open() {
    handshake.begin();
    Scheduler.Task silence = scheduler.schedule(SILENCE, handshake::skip);
    channel.open();
    try {
      handshake.await();
    } finally {
      silence.cancel();
    }
  }

  public String sessionId() {
    return channel.sessionId();
  }

  /** What the shell prints. Ends when it ends; throws if the session breaks. */
  public InputStream output() {
    return channel.input();
  }

  /** What a command without terminal prints as errors. */
  public InputStream errors() {
    return errors;
  }

  /** Sent to the shell at once; blocks while too much is unacknowledged. */
  public OutputStream input() {
    return encryption
        .cipher()
        .<OutputStream>map(
            cipher ->
                new SealedOutput(cipher, payload -> channel.send(PayloadType.OUTPUT, payload)))
        .orElseGet(channel::output);
  }

  /** Whether the session's bytes are encrypted from end to end. */
  public boolean isEncrypted() {
    return encryption.cipher().isPresent();
  }

  /** Tells the shell how large the terminal is. */
  public void resize(TerminalSize size) throws IOException {
    channel.send(PayloadType.SIZE, size.payload());
  }

  /** How the command ended, if the agent told. */
  public OptionalInt exitCode() {
    return exitCode;
  }

  /** Completes, never exceptionally, when the session has ended. */
  public CompletableFuture<SessionEnd> end() {
    return channel.ended();
  }

  /**
   * Tells the agent to end the session, waits until it has taken everything, until nothing is for 2
   * s, and closes the websocket. Does nothing if the session has ended.
   */
  @Override
  public void close() {
    channel.terminate();
  }

  private static Optional<String> refusal(AgreedSession offered) {
    return TYPES.contains(offered.type())
        ? Optional.empty()
        : Optional.of("the session is of type '" + offered.type() + "', which is no shell");
  }

  private final class Events implements DataChannel.Handler {
    @Override
    public boolean onMessage(AgentMessage message) throws MalformedFrameException {
      return switch (message.payloadType()) {
        case PayloadType.OUTPUT -> {
          handshake.skip();
          yield channel.input().offer(opened(message));
        }
        case PayloadType.STANDARD_ERROR -> {
          handshake.skip();
          yield errors.offer(opened(message));
        }
        case PayloadType.EXIT_CODE -> {
          exitCode =
              OptionalInt.of(
                  ExitCodeText.parse(UTF_8.decode(opened(message)).toString()).exitCode());
          yield true;
        }
        case PayloadType.HANDSHAKE_REQUEST,
            PayloadType.ENCRYPTION_CHALLENGE_REQUEST,
            PayloadType.HANDSHAKE_COMPLETE -> {
          handshake.onMessage(message);
          yield true;
        }
        default -> true;
      };
    }

    private ByteBuffer opened(AgentMessage message) throws MalformedFrameException {
      Optional<SessionCipher> cipher = encryption.cipher();
      return cipher.isPresent() ? cipher.get().open(message.payload()) : message.payload();
    }

    @Override
    public void onEnd(SessionEnd end) {
      handshake.onEnd(end);
      errors.end(end);
    }
  }
}
