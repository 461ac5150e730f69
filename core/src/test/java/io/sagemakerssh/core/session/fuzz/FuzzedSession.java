package io.sagemakerssh.core.session.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SettlingScheduler;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** A session under changed frames, cuts and passing time, until it ends or has seen enough. */
public final class FuzzedSession {
  /** Numbers of messages come from a quarter of these. */
  public static final int SEQUENCES = 100;

  /** Frames for each kind of session: fewer, for these have threads, which cost. */
  public static final int FRAMES = Fuzzing.FRAMES / 4;

  private static final int MOST_FRAMES = 400;

  private final String name;
  private final ScriptedPeer peer;
  private final SettlingScheduler scheduler;
  private final CompletableFuture<SessionEnd> end;

  /** A session that is open. */
  public FuzzedSession(
      String name,
      ScriptedPeer peer,
      SettlingScheduler scheduler,
      CompletableFuture<SessionEnd> end) {
    this.name = name;
    this.peer = peer;
    this.scheduler = scheduler;
    this.end = end;
    scheduler.settle();
  }

  /**
   * Has it live through frames, and end.
   *
   * @param leave gives it up; may wait for the clock
   * @return how many frames it saw
   */
  public int run(FrameMutator mutator, Random random, Runnable leave) {
    int frames = 0;
    while (frames < MOST_FRAMES && !end.isDone()) {
      frames++;
      Fuzzing.step(name, mutator.next(), peer.socket()::deliver);
      scheduler.settle();
      switch (random.nextInt(50)) {
        case 0 -> scheduler.advance(Duration.ofMillis(100));
        case 1 -> {
          peer.socket().cut();
          scheduler.settle();
        }
        default -> {
          // Another frame.
        }
      }
    }
    Thread leaving = new Thread(leave, "test-leaving");
    leaving.start();
    while (leaving.isAlive()) {
      scheduler.advance(Duration.ofSeconds(1));
    }
    assertThat(end).as("%s, seed %d", name, Fuzzing.SEED).isCompleted();
    return frames;
  }
}
