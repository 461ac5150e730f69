package io.sagemakerssh.core.session.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sagemakerssh.core.session.wire.Acknowledge;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.Flags;
import io.sagemakerssh.core.session.wire.FrameDecoder;
import io.sagemakerssh.core.session.wire.FrameEncoder;
import io.sagemakerssh.core.session.wire.HandshakeRequest;
import io.sagemakerssh.core.session.wire.HandshakeResponse;
import io.sagemakerssh.core.session.wire.JsonPayload;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The other end of a channel, doing what a test says, at once and on the caller's thread. Opens a
 * socket at each call of {@link #open}; sends only what is requested, as a websocket would.
 */
public final class ScriptedPeer implements FrameSocket.Opener, FrameSockets {
  private final MessageType sends;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<URI> addresses = new CopyOnWriteArrayList<>();
  private final Deque<IOException> refusals = new ArrayDeque<>();
  private Consumer<AgentMessage> reaction = message -> {};
  private Runnable onOpen = () -> {};
  private IOException always;
  private boolean cutNext;

  private ScriptedPeer(MessageType sends) {
    this.sends = sends;
  }

  /** A peer of a client: it plays the agent. */
  public static ScriptedPeer agent() {
    return new ScriptedPeer(MessageType.OUTPUT_STREAM_DATA);
  }

  /** A peer of an agent: it plays the client. */
  public static ScriptedPeer client() {
    return new ScriptedPeer(MessageType.INPUT_STREAM_DATA);
  }

  /** What to do within each send of the channel, before it returns. */
  public void reactWith(Consumer<AgentMessage> newReaction) {
    reaction = newReaction;
  }

  /** Acknowledges each stream message at once. */
  public void acknowledgeAll() {
    reactWith(this::acknowledgeIfStream);
  }

  /** Acknowledges each stream message, and takes the handshake as a client of a version does. */
  public void takeHandshakeAs(String clientVersion) {
    HandshakeResponse.Action done =
        new HandshakeResponse.Action(HandshakeRequest.SESSION_TYPE, 1, "");
    ByteBuffer response = new HandshakeResponse(clientVersion, List.of(done)).payload();
    reactWith(
        message -> {
          acknowledgeIfStream(message);
          if (message.payloadType() == PayloadType.HANDSHAKE_REQUEST) {
            stream(0, PayloadType.HANDSHAKE_RESPONSE, response.duplicate());
          }
        });
  }

  /** Acknowledges a message, if it is one of the stream. */
  public void acknowledgeIfStream(AgentMessage message) {
    if (isStream(message)) {
      acknowledge(message);
    }
  }

  /** Refuses the next opening. */
  public void refuse(IOException failure) {
    refusals.add(failure);
  }

  /** Loses the websocket within the channel's next send, and what is sent with it. */
  public void cutAtNextSend() {
    Consumer<AgentMessage> before = reaction;
    reaction =
        message -> {
          reaction = before;
          socket().cut();
        };
  }

  /** What to do whenever a socket opened; what is sent then waits until the channel asks. */
  public void whenOpened(Runnable action) {
    onOpen = action;
  }

  /** Refuses every opening from here on; null lets them succeed again. */
  public void refuseAlways(IOException failure) {
    always = failure;
  }

  /** Loses the next websocket before the channel has it. */
  public void cutNextWhileItOpens() {
    cutNext = true;
  }

  @Override
  public FrameSocket open(FrameSocket.Listener listener) throws IOException {
    if (!refusals.isEmpty()) {
      throw refusals.remove();
    }
    if (always != null) {
      throw always;
    }
    Socket opened = new Socket(listener);
    sockets.add(opened);
    onOpen.run();
    if (cutNext) {
      cutNext = false;
      opened.cut();
    }
    return opened;
  }

  @Override
  public FrameSocket open(URI uri, Map<String, String> headers, FrameSocket.Listener listener)
      throws IOException {
    addresses.add(uri);
    return open(listener);
  }

  /** Of the websockets opened through {@link FrameSockets}, the addresses in order. */
  public List<URI> addresses() {
    return addresses;
  }

  /** The newest socket. */
  public Socket socket() {
    return sockets.get(sockets.size() - 1);
  }

  public int opened() {
    return sockets.size();
  }

  public void data(long sequence, String text) {
    stream(sequence, PayloadType.OUTPUT, UTF_8.encode(text));
  }

  public void stream(long sequence, int payloadType, ByteBuffer payload) {
    socket().deliver(AgentMessage.stream(sends, sequence, 0, Instant.EPOCH, payloadType, payload));
  }

  public void acknowledge(AgentMessage message) {
    json(MessageType.ACKNOWLEDGE, Acknowledge.of(message));
  }

  public void close(String output) {
    json(MessageType.CHANNEL_CLOSED, new ChannelClosed("id", "mi-1", "s", "now", output));
  }

  public void json(MessageType type, JsonPayload payload) {
    socket().deliver(AgentMessage.of(type, Flags.SYN_FIN, Instant.EPOCH, payload));
  }

  /** A message without payload. */
  public void publication(MessageType type) {
    socket().deliver(AgentMessage.stream(type, 0, 0, Instant.EPOCH, 0, ByteBuffer.allocate(0)));
  }

  /** Whether a message of the channel is numbered. */
  public static boolean isStream(AgentMessage message) {
    return message.type() == MessageType.INPUT_STREAM_DATA
        || message.type() == MessageType.OUTPUT_STREAM_DATA;
  }

  /** One websocket, seen from the other end. */
  public final class Socket implements FrameSocket {
    private final Listener listener;
    private final List<AgentMessage> received = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final Deque<ByteBuffer> undelivered = new ArrayDeque<>();
    private int requested;
    private volatile boolean closed;

    private Socket(Listener listener) {
      this.listener = listener;
    }

    /** The channel's messages so far. */
    public List<AgentMessage> received() {
      return received;
    }

    /** The sequence numbers of the channel's stream messages so far, repeats included. */
    public List<Long> sequences() {
      return received.stream()
          .filter(ScriptedPeer::isStream)
          .map(AgentMessage::sequenceNumber)
          .toList();
    }

    /** The sequence numbers that the channel has acknowledged, in order. */
    public List<Long> acknowledged() {
      return received.stream()
          .filter(message -> message.type() == MessageType.ACKNOWLEDGE)
          .map(Socket::acknowledgedSequence)
          .toList();
    }

    public List<String> texts() {
      return texts;
    }

    public boolean isClosed() {
      return closed;
    }

    /** Frames that the channel does not ask for. */
    public int undelivered() {
      return undelivered.size();
    }

    public void deliver(AgentMessage message) {
      deliver(FrameEncoder.encode(message));
    }

    public void deliver(ByteBuffer frame) {
      undelivered.add(frame);
      deliverRequested();
    }

    /** The connection breaks. */
    public void cut() {
      listener.onClosed(new IOException("cut"));
    }

    @Override
    public void send(ByteBuffer frame) {
      if (closed) {
        return;
      }
      try {
        AgentMessage message = FrameDecoder.decode(frame);
        received.add(message);
        reaction.accept(message);
      } catch (MalformedFrameException bad) {
        throw new AssertionError("The channel sent a bad frame", bad);
      }
    }

    @Override
    public void sendText(String text) {
      texts.add(text);
    }

    @Override
    public void request() {
      requested++;
      deliverRequested();
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public void abort() {
      closed = true;
    }

    private void deliverRequested() {
      while (!closed && requested > 0 && !undelivered.isEmpty()) {
        requested--;
        listener.onFrame(undelivered.remove());
      }
    }

    private static long acknowledgedSequence(AgentMessage message) {
      try {
        return Acknowledge.parse(message.payloadText()).sequenceNumber();
      } catch (MalformedFrameException bad) {
        throw new AssertionError("The channel sent a bad acknowledgement", bad);
      }
    }
  }
}
