package io.sagemakerssh.core.session.client;

import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.FakeScheduler;
import io.sagemakerssh.core.session.fuzz.FrameMutator;
import io.sagemakerssh.core.session.fuzz.FuzzedSession;
import io.sagemakerssh.core.session.fuzz.Fuzzing;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client's end lives through whatever an agent or the service sends. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PortSessionFuzzTest {
  private final FrameMutator mutator =
      FrameMutator.ofDataChannel(Fuzzing.SEED + 1, FuzzedSession.SEQUENCES);
  private final Random random = new Random(Fuzzing.SEED);

  @Test
  void livesAndEnds() {
    int frames = 0;
    while (frames < Fuzzing.FRAMES) {
      frames += session();
    }
  }

  private int session() {
    ScriptedAgent agent = ScriptedAgent.ofPort();
    FakeScheduler scheduler = new FakeScheduler();
    PortSession session =
        new PortSession("s-1", ChannelSettings.defaults(), scheduler, agent.peer());
    session.open();
    Runnable reader =
        random.nextBoolean() ? () -> FuzzedSession.readArrived(session.input()) : () -> {};
    return new FuzzedSession("client", agent.peer(), session.end(), scheduler::advance, reader)
        .run(mutator, random, session::close);
  }
}
