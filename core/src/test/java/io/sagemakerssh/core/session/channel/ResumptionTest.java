package io.sagemakerssh.core.session.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Websockets are cut at any moment on either side: no byte is lost, doubled or out of place. */
class ResumptionTest {
  private static final int BYTES = 20_000;
  private static final int MOST_STEPS = 1_000_000;
  private static final ChannelSettings SETTINGS = ChannelSettings.defaults().withMessageBytes(100);

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

  private DataChannel channel(Role role, UnreliableRelay relay) {
    DataChannel[] created = new DataChannel[1];
    created[0] =
        new DataChannel(
            "s",
            role,
            SETTINGS,
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
    byte[] bytes = new byte[BYTES];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
