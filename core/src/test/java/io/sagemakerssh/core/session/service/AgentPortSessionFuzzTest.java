package io.sagemakerssh.core.session.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.FakeScheduler;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.fuzz.FrameMutator;
import io.sagemakerssh.core.session.fuzz.Fuzzing;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The agent's end lives through whatever a client or the service sends. */
class AgentPortSessionFuzzTest {
  private static final int FRAMES_A_SESSION = 400;

  private final FrameMutator mutator =
      FrameMutator.ofDataChannel(Fuzzing.SEED + 2, FRAMES_A_SESSION / 4);
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
    ScriptedPeer client = ScriptedPeer.client();
    client.takeHandshakeAs("1.2.677.0");
    FakeScheduler scheduler = new FakeScheduler();
    AgentPortSession session =
        new AgentPortSession("s-1", ChannelSettings.defaults(), scheduler, client, "3.3.0.0");
    session.open(new JsonObject());
    boolean reads = random.nextBoolean();
    int frames = 0;
    while (frames < FRAMES_A_SESSION && !session.end().isDone()) {
      frames++;
      Fuzzing.step("agent", mutator.next(), client.socket()::deliver);
      if (reads && session.input().available() > 0) {
        session.input().readNBytes(session.input().available());
      }
      switch (random.nextInt(50)) {
        case 0 -> scheduler.advance(Duration.ofMillis(100));
        case 1 -> client.socket().cut();
        default -> {
          // Another frame.
        }
      }
    }
    session.input().close();
    if (!session.end().isDone()) {
      // Cut twice, the websocket is opened again only after a while.
      scheduler.advance(Duration.ofSeconds(10));
      client.close("enough");
    }

    assertThat(session.end()).as("seed %d", Fuzzing.SEED).isCompleted();
    return frames;
  }
}
