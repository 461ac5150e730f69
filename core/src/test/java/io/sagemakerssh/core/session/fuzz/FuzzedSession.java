package io.sagemakerssh.core.session.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.channel.SessionEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A session under changed frames, cuts and passing time, until it ends or has seen enough. */
public final class FuzzedSession {
  /** Frames for each kind of session that has threads: fewer, for these cost. */
  public static final int FRAMES_WITH_THREADS = Fuzzing.FRAMES / 4;

  /** Frames for each kind of session that begins in its handshake. */
  public static final int HANDSHAKE_FRAMES = FRAMES_WITH_THREADS / 10;

  private static final int MOST_FRAMES = 400;

  /** A handshake is over soon, or never. */
  private static final int MOST_HANDSHAKE_FRAMES = 32;

  /** Stream messages are mostly numbered below this, so that many come again. */
  public static final int SEQUENCES = MOST_FRAMES / 4;

  /** As {@link #SEQUENCES}, for sessions in their handshake. */
  public static final int HANDSHAKE_SEQUENCES = MOST_HANDSHAKE_FRAMES / 8;

  private final String name;
  private final ScriptedPeer peer;
  private final CompletableFuture<SessionEnd> end;
  private final Consumer<Duration> clock;
  private final Runnable settling;

  /**
   * A session that is open, or opens in a thread of the clock's.
   *
   * @param clock turned by hand
   * @param settling lets the session's users do what there is to do
   */
  public FuzzedSession(
      String name,
      ScriptedPeer peer,
      CompletableFuture<SessionEnd> end,
      Consumer<Duration> clock,
      Runnable settling) {
    this.name = name;
    this.peer = peer;
    this.end = end;
    this.clock = clock;
    this.settling = settling;
  }

  /**
   * Has it live through frames, and end.
   *
   * @param leave gives it up; may wait for the clock
   * @return how many frames it saw
   */
  public int run(FrameMutator mutator, Random random, Runnable leave) {
    return run(MOST_FRAMES, mutator, random, leave);
  }

  /** As {@link #run}, for a session that begins in its handshake. */
  public int runHandshake(FrameMutator mutator, Random random, Runnable leave) {
    return run(MOST_HANDSHAKE_FRAMES, mutator, random, leave);
  }

  private int run(int mostFrames, FrameMutator mutator, Random random, Runnable leave) {
    settling.run();
    int frames = 0;
    while (frames < mostFrames && !end.isDone()) {
      frames++;
      Fuzzing.step(name, mutator.next(), peer.socket()::deliver);
      settling.run();
      switch (random.nextInt(50)) {
        case 0 -> advance(Duration.ofMillis(100));
        case 1 -> {
          peer.socket().cut();
          settling.run();
        }
        default -> {
          // Another frame.
        }
      }
    }
    Thread leaving = new Thread(leave, "test-leaving");
    leaving.start();
    while (leaving.isAlive()) {
      advance(Duration.ofSeconds(1));
    }
    assertThat(end).as("%s, seed %d", name, Fuzzing.SEED).isCompleted();
    return frames;
  }

  /** Settles a session without threads: reads what has come and waits for nothing. */
  public static void readArrived(InputStream input) {
    try {
      input.readNBytes(input.available());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void advance(Duration duration) {
    clock.accept(duration);
    settling.run();
  }
}
