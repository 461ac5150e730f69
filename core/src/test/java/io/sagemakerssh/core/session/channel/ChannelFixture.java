package io.sagemakerssh.core.session.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** A data channel of small windows, its scripted peer and its clock. */
final class ChannelFixture {
  /** Messages of 4 bytes, 3 in flight, 8 bytes unread; 3 attempts to open, 30 s to reopen. */
  static final ChannelSettings SMALL =
      new ChannelSettings(
          OptionalInt.of(4),
          3,
          1 << 20,
          8,
          2000,
          Duration.ofSeconds(15),
          Duration.ofSeconds(2),
          3,
          Duration.ofSeconds(30));

  final FakeScheduler scheduler = new FakeScheduler();
  final List<SessionEnd> ends = new ArrayList<>();
  Runnable onEnd = () -> {};
  final ScriptedPeer peer;
  final DataChannel channel;

  ChannelFixture(Role role) {
    this(role, SMALL);
  }

  ChannelFixture(Role role, ChannelSettings settings) {
    peer = role == Role.CLIENT ? ScriptedPeer.agent() : ScriptedPeer.client();
    channel = new DataChannel("s", role, settings, scheduler, peer, new Events());
  }

  /** Only a channel that was heard opens its next websocket at once. */
  void openAndHear() {
    channel.open();
    peer.publication(MessageType.START_PUBLICATION);
  }

  void write(String text) {
    try {
      channel.output().write(text.getBytes(UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Writes in another thread; returns when that waits for room. */
  CompletableFuture<Void> writeAndWait(String text) {
    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(text));
    await().until(() -> channel.waitingWriters() == 1);
    return writing;
  }

  /** Closes in another thread; returns when the channel takes no more. */
  CompletableFuture<Void> closeAndWait() {
    CompletableFuture<Void> closing = CompletableFuture.runAsync(channel::close);
    await().until(this::refusesToSend);
    return closing;
  }

  String read(int bytes) throws IOException {
    return new String(channel.input().readNBytes(bytes), UTF_8);
  }

  /** What the newest websocket has carried of the channel's data. */
  List<String> sent() {
    return peer.socket().received().stream()
        .filter(message -> message.payloadType() == PayloadType.OUTPUT)
        .map(AgentMessage::payloadText)
        .toList();
  }

  private boolean refusesToSend() {
    try {
      channel.send(PayloadType.SIZE, UTF_8.encode("{}"));
      return false;
    } catch (IOException closing) {
      return true;
    }
  }

  private final class Events implements DataChannel.Handler {
    @Override
    public boolean onMessage(AgentMessage message) {
      return message.payloadType() != PayloadType.OUTPUT
          || channel.input().offer(message.payload());
    }

    @Override
    public void onEnd(SessionEnd end) {
      ends.add(end);
      onEnd.run();
    }
  }
}
