package io.sagemakerssh.core.session.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.HandTurnedScheduler;
import io.sagemakerssh.core.session.fuzz.FrameMutator;
import io.sagemakerssh.core.session.fuzz.FuzzedSession;
import io.sagemakerssh.core.session.fuzz.Fuzzing;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client's end of shells lives through whatever an agent sends. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ShellSessionFuzzTest {
  private final FrameMutator mutator =
      FrameMutator.ofDataChannel(Fuzzing.SEED + 8, FuzzedSession.SEQUENCES);
  private final Random random = new Random(Fuzzing.SEED);

  @Test
  void livesAndEnds() {
    int frames = 0;
    while (frames < FuzzedSession.FRAMES_WITH_THREADS / 2) {
      ScriptedAgent agent = ScriptedAgent.ready("3.3.0.0", "NonInteractiveCommands", "{}");
      frames += session(agent, mutator, false);
    }
  }

  @Test
  void livesAndEndsEncrypted() {
    FrameMutator encrypted =
        FrameMutator.ofAgentsHandshake(
            Fuzzing.SEED + 9, FuzzedSession.SEQUENCES, "NonInteractiveCommands");
    int frames = 0;
    while (frames < FuzzedSession.FRAMES_WITH_THREADS / 2) {
      frames += session(ScriptedAgent.readyEncrypted(), encrypted, true);
    }
  }

  private int session(ScriptedAgent agent, FrameMutator frames, boolean isEncrypted) {
    HandTurnedScheduler scheduler = new HandTurnedScheduler();
    ShellSession session =
        new ShellSession(
            "s-1",
            ChannelSettings.defaults(),
            scheduler,
            agent.peer(),
            new ClientEncryption(new FakeDataKeys(), "s-1", "mi-1"));
    session.open();
    assertThat(session.isEncrypted()).isEqualTo(isEncrypted);
    if (random.nextBoolean()) {
      scheduler.execute(() -> read(session.output()));
      scheduler.execute(() -> read(session.errors()));
    }
    return new FuzzedSession(
            "shell", agent.peer(), session.end(), scheduler::advance, scheduler::settle)
        .run(frames, random, session::close);
  }

  private static void read(InputStream stream) {
    try {
      stream.readAllBytes();
    } catch (IOException over) {
      // However it ended.
    }
  }
}
