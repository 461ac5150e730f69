package io.sagemakerssh.core.session.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.FakeScheduler;
import io.sagemakerssh.core.session.fuzz.FrameMutator;
import io.sagemakerssh.core.session.fuzz.Fuzzing;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The client's end lives through whatever an agent or the service sends. */
class PortSessionFuzzTest {
  private static final int FRAMES_A_SESSION = 400;

  private final FrameMutator mutator =
      FrameMutator.ofDataChannel(Fuzzing.SEED + 1, FRAMES_A_SESSION / 4);
  private final Random random = new Random(Fuzzing.SEED);

  @Test
  void livesAndEnds() throws IOException {
    int frames = 0;
    while (frames < Fuzzing.FRAMES) {
      frames += session();
    }
  }

  /** How many frames it saw. */
  private int session() throws IOException {
    ScriptedAgent agent = ScriptedAgent.ofPort();
    FakeScheduler scheduler = new FakeScheduler();
    PortSession session =
        new PortSession("s-1", ChannelSettings.defaults(), scheduler, agent.peer());
    session.open();
    boolean reads = random.nextBoolean();
    int frames = 0;
    while (frames < FRAMES_A_SESSION && !session.end().isDone()) {
      frames++;
      Fuzzing.step("client", mutator.next(), agent.peer().socket()::deliver);
      if (reads && session.input().available() > 0) {
        session.input().readNBytes(session.input().available());
      }
      switch (random.nextInt(50)) {
        case 0 -> scheduler.advance(Duration.ofMillis(100));
        case 1 -> agent.peer().socket().cut();
        default -> {
          // Another frame.
        }
      }
    }
    session.input().close();
    if (!session.end().isDone()) {
      // Cut twice, the websocket is opened again only after a while.
      scheduler.advance(Duration.ofSeconds(10));
      agent.peer().close("enough");
    }

    assertThat(session.end()).as("seed %d", Fuzzing.SEED).isCompleted();
    return frames;
  }
}
