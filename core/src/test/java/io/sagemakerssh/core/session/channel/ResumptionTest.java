package io.sagemakerssh.core.session.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Websockets are cut at any moment on either side: no byte is lost, doubled or out of place. */
class ResumptionTest {
  private static final int BYTES = 20_000;
  private static final int MOST_STEPS = 1_000_000;
  private static final int MESSAGE = 100;
  private static final int QUOTA = 100_000;
  private static final int UNREAD = 1000;
  private static final int STALL_STEPS = 200;
  private static final ChannelSettings SETTINGS =
      ChannelSettings.defaults().withMessageBytes(MESSAGE);

  /** Takes little before it is read. */
  private static final ChannelSettings STALLING =
      new ChannelSettings(
          SETTINGS.messageBytes(),
          SETTINGS.windowMessages(),
          SETTINGS.windowBytes(),
          UNREAD,
          2000,
          SETTINGS.handshake(),
          SETTINGS.drain(),
          SETTINGS.openAttempts(),
          SETTINGS.reopening());

  private final FakeScheduler scheduler = new FakeScheduler();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void bothDirectionsAreWhole(long seed) throws IOException {
    UnreliableRelay relay = new UnreliableRelay(seed);
    DataChannel client = channel(Role.CLIENT, relay);
    DataChannel agent = channel(Role.AGENT, relay);
    client.open();
    agent.open();
    byte[] up = bytes(seed);
    byte[] down = bytes(-seed);
    client.output().write(up);
    agent.output().write(down);

    int steps = 0;
    while (agent.input().available() < BYTES || client.input().available() < BYTES) {
      relay.step(50);
      scheduler.advance(Duration.ofMillis(2));
      assertThat(steps++).as("steps").isLessThan(MOST_STEPS);
    }

    assertThat(agent.input().readNBytes(BYTES)).isEqualTo(up);
    assertThat(client.input().readNBytes(BYTES)).isEqualTo(down);
    assertThat(relay.cuts()).isGreaterThan(5);
    assertThat(agent.input().available()).isZero();
    assertThat(client.input().available()).isZero();
  }

  /** A reader that stops until the channel takes no more, again and again, through cuts. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatAStalledReaderGetsIsWhole(long seed) throws IOException {
    UnreliableRelay relay = new UnreliableRelay(seed);
    DataChannel client = channel(Role.CLIENT, relay, SETTINGS);
    DataChannel agent = channel(Role.AGENT, relay, STALLING);
    client.open();
    agent.open();
    byte[] up = bytes(seed);
    client.output().write(up);

    ByteArrayOutputStream read = new ByteArrayOutputStream();
    int cutsWhileStalled = 0;
    for (int steps = 0; read.size() < BYTES; steps++) {
      int cuts = relay.cuts();
      relay.step(50);
      scheduler.advance(Duration.ofMillis(2));
      boolean stalled = agent.input().available() >= UNREAD;
      cutsWhileStalled += stalled ? relay.cuts() - cuts : 0;
      if (steps % STALL_STEPS == 0) {
        read.write(agent.input().readNBytes(agent.input().available()));
      }
      assertThat(agent.input().available()).isLessThan(UNREAD + MESSAGE);
      assertThat(steps).as("steps").isLessThan(MOST_STEPS);
    }

    assertThat(read.toByteArray()).isEqualTo(up);
    assertThat(cutsWhileStalled).isPositive();
  }

  /**
   * What an end sends while the other has no websocket is lost. If all goes again with each new
   * websocket, each is used up for nothing as soon as both ends are out of step.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void websocketsThatTakeLittleCarryMuch(long seed) throws IOException {
    UnreliableRelay relay = new UnreliableRelay(seed, QUOTA);
    DataChannel client = channel(Role.CLIENT, relay, ChannelSettings.defaults());
    DataChannel agent = channel(Role.AGENT, relay, ChannelSettings.defaults());
    client.open();
    agent.open();
    byte[] up = bytes(seed, 2 * QUOTA);
    byte[] down = bytes(-seed, 2 * QUOTA);
    client.output().write(up);
    agent.output().write(down);

    int millis = 0;
    while (agent.input().available() < up.length || client.input().available() < down.length) {
      relay.step(1000);
      scheduler.advance(Duration.ofMillis(1));
      assertThat(millis++).as("milliseconds").isLessThan(10_000);
    }

    assertThat(agent.input().readNBytes(up.length)).isEqualTo(up);
    assertThat(client.input().readNBytes(down.length)).isEqualTo(down);
    assertThat(relay.cuts()).isGreaterThan(4);
  }

  private DataChannel channel(Role role, UnreliableRelay relay) {
    return channel(role, relay, SETTINGS);
  }

  private DataChannel channel(Role role, UnreliableRelay relay, ChannelSettings settings) {
    DataChannel[] created = new DataChannel[1];
    created[0] =
        new DataChannel(
            "s",
            role,
            settings,
            scheduler,
            relay.opener(role),
            new DataChannel.Handler() {
              @Override
              public boolean onMessage(AgentMessage message) {
                return message.payloadType() != PayloadType.OUTPUT
                    || created[0].input().offer(message.payload());
              }

              @Override
              public void onEnd(SessionEnd end) {
                throw new AssertionError("The channel ended: " + end);
              }
            });
    return created[0];
  }

  private static byte[] bytes(long seed) {
    return bytes(seed, BYTES);
  }

  private static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
