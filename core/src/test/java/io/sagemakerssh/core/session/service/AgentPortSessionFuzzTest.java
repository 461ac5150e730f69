package io.sagemakerssh.core.session.service;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.channel.FakeScheduler;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.fuzz.FrameMutator;
import io.sagemakerssh.core.session.fuzz.FuzzedSession;
import io.sagemakerssh.core.session.fuzz.Fuzzing;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The agent's end lives through whatever a client or the service sends. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AgentPortSessionFuzzTest {
  private final FrameMutator mutator =
      FrameMutator.ofDataChannel(Fuzzing.SEED + 2, FuzzedSession.SEQUENCES);
  private final Random random = new Random(Fuzzing.SEED);

  @Test
  void livesAndEnds() throws IOException {
    int frames = 0;
    while (frames < Fuzzing.FRAMES) {
      frames += session();
    }
  }

  private int session() throws IOException {
    ScriptedPeer client = ScriptedPeer.client();
    client.takeHandshakeAs("1.2.677.0");
    FakeScheduler scheduler = new FakeScheduler();
    AgentPortSession session = new AgentSessions(scheduler, client).port();
    session.open(new JsonObject());
    Runnable reader =
        random.nextBoolean() ? () -> FuzzedSession.readArrived(session.input()) : () -> {};
    return new FuzzedSession("agent", client, session.end(), scheduler::advance, reader)
        .run(mutator, random, session::close);
  }
}
