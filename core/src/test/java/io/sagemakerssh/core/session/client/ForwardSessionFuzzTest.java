package io.sagemakerssh.core.session.client;

import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.HandTurnedScheduler;
import io.sagemakerssh.core.session.forward.ForwardedConnection;
import io.sagemakerssh.core.session.fuzz.FrameMutator;
import io.sagemakerssh.core.session.fuzz.FuzzedSession;
import io.sagemakerssh.core.session.fuzz.Fuzzing;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's end of forwards lives through whatever an agent sends, multiplexed and not. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ForwardSessionFuzzTest {
  private static final String FORWARDING =
      "{\"portNumber\":\"80\",\"type\":\"LocalPortForwarding\"}";

  private final FrameMutator mutator =
      FrameMutator.ofForwarding(Fuzzing.SEED + 7, FuzzedSession.SEQUENCES);
  private final Random random = new Random(Fuzzing.SEED);

  @ParameterizedTest
  @ValueSource(strings = {"3.3.0.0", "3.0.196.0"})
  void livesAndEnds(String agentVersion) {
    int frames = 0;
    while (frames < FuzzedSession.FRAMES_WITH_THREADS / 2) {
      frames += session(agentVersion);
    }
  }

  private int session(String agentVersion) {
    ScriptedAgent agent = ScriptedAgent.ready(agentVersion, "Port", FORWARDING);
    HandTurnedScheduler scheduler = new HandTurnedScheduler();
    ForwardSession session =
        new ForwardSession("s-1", ChannelSettings.defaults(), scheduler, agent.peer(), () -> {});
    session.open();
    scheduler.execute(() -> connect(session));
    return new FuzzedSession(
            "forward", agent.peer(), session.end(), scheduler::advance, scheduler::settle)
        .run(mutator, random, session::close);
  }

  /** Has one connection after the other. */
  private static void connect(ForwardSession session) {
    try {
      while (true) {
        try (ForwardedConnection connection = session.connect()) {
          connection.output().write('x');
          connection.input().readAllBytes();
        }
      }
    } catch (IOException over) {
      // The session has ended.
    }
  }
}
