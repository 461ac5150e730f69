package io.sagemakerssh.core.session.channel;

import io.sagemakerssh.core.session.wire.Acknowledge;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.Flags;
import io.sagemakerssh.core.session.wire.FrameEncoder;
import io.sagemakerssh.core.session.wire.MessageType;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The sending half of a data channel: numbers messages, keeps them until acknowledged, repeats
 * them. Guarded by the channel's lock, which every caller holds.
 */
final class Sender {
  /** What a channel hears of an other end that does not answer, under its lock. */
  interface Listener {
    /** Whether an answer would be noticed now. */
    boolean isListening();

    /** The websocket in use is not to be trusted any more. */
    void onMute();

    /** Nobody is there. */
    void onSilence();
  }

  /** How often the official programs look for overdue messages. */
  private static final Duration TICK = Duration.ofMillis(100);

  private final Role role;
  private final Scheduler scheduler;
  private final ChannelLock lock;
  private final Silence silence = new Silence();
  private final SendWindow window;
  private final MessageSize size;
  private final Listener listener;

  /** The message that tries a size, as it is without that; null if there is none. */
  private ByteBuffer plainProbe;

  /** The websocket in use; null between two. */
  private FrameSocket socket;

  private boolean ticking;
  private boolean paused;
  private long acknowledgements;

  Sender(
      Role role,
      ChannelSettings settings,
      Scheduler scheduler,
      ChannelLock lock,
      Listener listener) {
    this.role = role;
    this.scheduler = scheduler;
    this.lock = lock;
    this.window = new SendWindow(settings.windowMessages(), settings.windowBytes());
    this.size = new MessageSize(settings.messageBytes());
    this.listener = listener;
  }

  /** How much data a message takes. */
  MessageSize messageSize() {
    return size;
  }

  /**
   * Goes over to a new websocket; what is unacknowledged goes first. In a pause too, once: whether
   * the service says anew on a new websocket that publication starts is not known. If it does not,
   * or what it said was lost with the former one, an acknowledgement ends the pause.
   */
  void connect(FrameSocket opened) {
    socket = opened;
    silence.connected();
    window.connected().forEach(this::transmit);
  }

  /** What is sent from here on waits for the next websocket. */
  void disconnect() {
    socket = null;
    giveUpSize(size.lost());
  }

  /** Whether a message may be sent now. */
  boolean hasRoom() {
    return !paused && window.hasRoom();
  }

  /** Whether everything sent is acknowledged. */
  boolean isDrained() {
    return window.isEmpty();
  }

  /** Sends a stream message, room or not. */
  void send(int payloadType, ByteBuffer payload) {
    long sequence = window.nextSequence();
    ByteBuffer frame = encode(sequence, payloadType, payload);
    if (size.isToBeTriedWith(payloadType)) {
      plainProbe = frame;
      frame = encode(sequence, payloadType, size.probe(sequence, payload));
    }
    // First into the window: on a fast relay the acknowledgement may be back before send returns.
    SendWindow.Unacknowledged added = window.add(frame);
    if (window.isOpen()) {
      transmit(added);
    }
    if (!ticking) {
      ticking = true;
      silence.begin();
      scheduleTick();
    }
  }

  private ByteBuffer encode(long sequence, int payloadType, ByteBuffer payload) {
    return FrameEncoder.encode(
        AgentMessage.stream(
            role.sends(), sequence, role.flags(sequence), scheduler.now(), payloadType, payload));
  }

  /** Sends a message that is not of the stream. Lost if there is no websocket. */
  void sendAside(AgentMessage message) {
    if (socket != null) {
      socket.send(FrameEncoder.encode(message));
    }
  }

  /** Acknowledges a message of the other end. Lost with the websocket: it is then repeated. */
  void acknowledge(Acknowledge acknowledgement) {
    sendAside(
        AgentMessage.of(MessageType.ACKNOWLEDGE, Flags.SYN_FIN, scheduler.now(), acknowledgement));
  }

  /** How many acknowledgements have come. */
  long acknowledgements() {
    return acknowledgements;
  }

  /** The other end has one of our messages; perhaps it has said so before. */
  void acknowledged(Acknowledge acknowledge) {
    if (acknowledge.messageType() == role.sends()) {
      boolean wasPaused = paused;
      paused = false;
      silence.answered();
      long sequence = acknowledge.sequenceNumber();
      acknowledgements += window.contains(sequence) ? 1 : 0;
      size.acknowledged(sequence);
      window.acknowledge(sequence, scheduler.nanoTime()).forEach(this::transmit);
      if (wasPaused || window.hasMuchRoom()) {
        lock.signalChange();
      }
    }
  }

  /** The service asks to hold stream data back; heeded by agents only. */
  void pause() {
    paused = role.heedsPause();
  }

  /** The service asks for stream data, which says nothing of the other end. */
  void resume() {
    if (paused) {
      paused = false;
      lock.signalChange();
    }
  }

  /** Stream data of the other end came, so it can take ours. */
  void heard() {
    silence.signCame();
    resume();
  }

  private void transmit(SendWindow.Unacknowledged message) {
    if (socket != null) {
      window.transmitted(message, scheduler.nanoTime());
      socket.send(message.frame());
    }
  }

  private void repeat(SendWindow.Unacknowledged message) {
    if (size.isRefused(message.sequenceNumber())) {
      giveUpSize(message.sequenceNumber());
    }
    transmit(message);
  }

  private void giveUpSize(long probe) {
    if (plainProbe != null && probe >= 0) {
      window.replace(probe, plainProbe);
      size.giveUp();
    }
  }

  /** Runs only while something is unacknowledged. */
  private void tick() {
    if (!window.isEmpty() && socket != null && !paused && listener.isListening()) {
      tellOfSilence();
    }
    ticking = !window.isEmpty();
    if (ticking) {
      if (!paused) {
        window.overdue(scheduler.nanoTime()).forEach(this::repeat);
      }
      scheduleTick();
    }
  }

  private void tellOfSilence() {
    switch (silence.tick()) {
      case MUTE_WEBSOCKET -> listener.onMute();
      case NOBODY -> {
        if (role.givesUp()) {
          listener.onSilence();
        }
      }
      case NOTHING -> {}
    }
  }

  private void scheduleTick() {
    scheduler.schedule(TICK, () -> lock.locked(this::tick));
  }

  /** Gives up what is unacknowledged. */
  void stop() {
    window.clear();
    lock.signalChange();
  }
}
