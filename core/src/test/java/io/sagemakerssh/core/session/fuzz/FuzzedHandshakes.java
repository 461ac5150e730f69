package io.sagemakerssh.core.session.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.channel.HandTurnedScheduler;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.channel.SessionEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;

/** Sessions of one role that begin in their handshake, and what became of each. */
public final class FuzzedHandshakes {
  private final String name;
  private final Class<? extends Exception> refusal;
  private final HandTurnedScheduler scheduler;
  private final Random random;
  private int opened;
  private int refused;

  /** Opens a session, as both roles do. */
  public interface Opening {
    void run() throws IOException;
  }

  /**
   * None yet.
   *
   * @param refusal thrown by a session that says why it does not open; anything else is a failure
   * @param scheduler that the sessions are made with
   */
  public FuzzedHandshakes(
      String name,
      Class<? extends Exception> refusal,
      HandTurnedScheduler scheduler,
      Random random) {
    this.name = name;
    this.refusal = refusal;
    this.scheduler = scheduler;
    this.random = random;
  }

  /**
   * Has one session after the other, until they have seen enough frames.
   *
   * @param session runs a new one and returns how many frames it saw, as {@link #run}
   */
  public void fuzz(IntSupplier session) {
    int frames = 0;
    while (frames < FuzzedSession.HANDSHAKE_FRAMES) {
      frames += session.getAsInt();
    }
    assertThat(refused).as("sessions that do not open").isPositive();
  }

  /**
   * Opens a session while frames come, and has it end.
   *
   * @return how many frames it saw
   */
  public int run(
      ScriptedPeer peer,
      FrameMutator mutator,
      Opening open,
      CompletableFuture<SessionEnd> end,
      Runnable close) {
    CompletableFuture<Boolean> opening = new CompletableFuture<>();
    scheduler.execute(() -> complete(opening, open));
    int frames =
        new FuzzedSession(name, peer, end, scheduler::advance, scheduler::settle)
            .runHandshake(mutator, random, close);
    assertThat(opening).as("seed %d", Fuzzing.SEED).succeedsWithin(Duration.ofSeconds(30));
    if (opening.join()) {
      opened++;
    } else {
      refused++;
    }
    return frames;
  }

  /** How many sessions have opened. */
  public int opened() {
    return opened;
  }

  private void complete(CompletableFuture<Boolean> opening, Opening open) {
    try {
      open.run();
      opening.complete(true);
    } catch (IOException | RuntimeException why) {
      if (refusal.isInstance(why)) {
        opening.complete(false);
      } else {
        opening.completeExceptionally(why);
      }
    }
  }
}
