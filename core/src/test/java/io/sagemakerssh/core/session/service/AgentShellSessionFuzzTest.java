package io.sagemakerssh.core.session.service;

import io.sagemakerssh.core.session.channel.HandTurnedScheduler;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.fuzz.FrameMutator;
import io.sagemakerssh.core.session.fuzz.FuzzedSession;
import io.sagemakerssh.core.session.fuzz.Fuzzing;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent's end of shells lives through whatever a client sends. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AgentShellSessionFuzzTest {
  private final FrameMutator mutator =
      FrameMutator.ofDataChannel(Fuzzing.SEED + 6, FuzzedSession.SEQUENCES);
  private final Random random = new Random(Fuzzing.SEED);

  @ParameterizedTest
  @ValueSource(strings = {"Standard_Stream", "NonInteractiveCommands"})
  void livesAndEnds(String type) throws IOException {
    int frames = 0;
    while (frames < FuzzedSession.FRAMES_WITH_THREADS / 3) {
      ScriptedPeer client = ScriptedPeer.client();
      client.takeHandshakeAs("1.2.677.0");
      frames += session(type, client, AgentSessions::shell, mutator);
    }
  }

  @Test
  void livesAndEndsEncrypted() throws IOException {
    FrameMutator encrypted =
        FrameMutator.ofClientsHandshake(Fuzzing.SEED + 11, FuzzedSession.SEQUENCES);
    int frames = 0;
    while (frames < FuzzedSession.FRAMES_WITH_THREADS / 3) {
      ScriptedPeer client = new EncryptingClient(true).peer();
      frames += session("Standard_Stream", client, AgentSessions::encryptedShell, encrypted);
    }
  }

  private int session(
      String type,
      ScriptedPeer client,
      Function<AgentSessions, AgentShellSession> kind,
      FrameMutator frames)
      throws IOException {
    HandTurnedScheduler scheduler = new HandTurnedScheduler();
    AgentShellSession session = kind.apply(new AgentSessions(scheduler, client));
    session.open(type);
    if (random.nextBoolean()) {
      scheduler.execute(() -> read(session));
    }
    return new FuzzedSession(
            "agent shell", client, session.end(), scheduler::advance, scheduler::settle)
        .run(frames, random, session::close);
  }

  private static void read(AgentShellSession session) {
    try {
      session.input().readAllBytes();
    } catch (IOException over) {
      // However it ended.
    }
  }
}
