package io.sagemakerssh.core.session.service;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.channel.HandTurnedScheduler;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.forward.ForwardedConnection;
import io.sagemakerssh.core.session.fuzz.FrameMutator;
import io.sagemakerssh.core.session.fuzz.FuzzedSession;
import io.sagemakerssh.core.session.fuzz.Fuzzing;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent's end of forwards lives through whatever a client sends, multiplexed and not. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AgentForwardSessionFuzzTest {
  private final FrameMutator mutator =
      FrameMutator.ofForwarding(Fuzzing.SEED + 5, FuzzedSession.SEQUENCES);
  private final Random random = new Random(Fuzzing.SEED);

  @ParameterizedTest
  @ValueSource(strings = {"1.2.677.0", "0.0.1"})
  void livesAndEnds(String clientVersion) throws IOException {
    int frames = 0;
    while (frames < FuzzedSession.FRAMES_WITH_THREADS / 2) {
      frames += session(clientVersion);
    }
  }

  private int session(String clientVersion) throws IOException {
    ScriptedPeer client = ScriptedPeer.client();
    client.takeHandshakeAs(clientVersion);
    HandTurnedScheduler scheduler = new HandTurnedScheduler();
    AgentForwardSession session = new AgentSessions(scheduler, client).forward();
    session.open(new JsonObject());
    scheduler.execute(() -> serve(session));
    return new FuzzedSession(
            "agent forward", client, session.end(), scheduler::advance, scheduler::settle)
        .run(mutator, random, session::close);
  }

  /** Serves one connection after the other, as slow ports would. */
  private static void serve(AgentForwardSession session) {
    try {
      Optional<ForwardedConnection> next;
      while ((next = session.accept()).isPresent()) {
        next.get().output().write('x');
        next.get().input().readAllBytes();
        next.get().close();
      }
    } catch (IOException | InterruptedException over) {
      // Nothing more to serve.
    }
  }
}
