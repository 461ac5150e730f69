package io.sagemakerssh.it.fault;

import java.util.SplittableRandom;

/**
 * A policy and the seed of its dice. The n-th message of a direction of a connection meets the same
 * fate whenever the plan is run again.
 */
public record FaultPlan(FaultPolicy policy, long seed) {

  /** What happens to a message. */
  enum Fate {
    PASS,
    DROP,
    DUPLICATE,
    REORDER,
    CORRUPT,
    /** Lost like all that follow. */
    MUTE
  }

  /** The fates of one direction of one connection. */
  final class Course {
    private final SplittableRandom dice;
    private long bytesUntilCut;
    private long bytesUntilMute;

    private Course(SplittableRandom dice) {
      this.dice = dice;
      this.bytesUntilCut = after(policy.bytesBetweenCuts());
      this.bytesUntilMute = after(policy.bytesBeforeMuteness());
    }

    /** What happens to a message of so many bytes. */
    Fate next(int length) {
      bytesUntilMute -= length;
      if (bytesUntilMute < 0) {
        return Fate.MUTE;
      }
      double die = dice.nextDouble();
      if ((die -= policy.drop()) < 0) {
        return Fate.DROP;
      }
      if ((die -= policy.duplicate()) < 0) {
        return Fate.DUPLICATE;
      }
      if ((die -= policy.reorder()) < 0) {
        return Fate.REORDER;
      }
      return die - policy.corrupt() < 0 ? Fate.CORRUPT : Fate.PASS;
    }

    /** A place below a bound. */
    int place(int bound) {
      return dice.nextInt(bound);
    }

    /** Counts bytes; how many of them still pass before the cut, or all. */
    int passing(int length) {
      if (bytesUntilCut >= length) {
        bytesUntilCut -= length;
        return length;
      }
      return (int) bytesUntilCut;
    }

    private long after(long mean) {
      return mean == 0 ? Long.MAX_VALUE : dice.nextLong(mean / 2, mean + mean / 2);
    }
  }

  Course course(int connection, boolean fromClient) {
    long mixed = seed * 0x9E3779B97F4A7C15L + 2L * connection + (fromClient ? 1 : 0);
    return new Course(new SplittableRandom(mixed));
  }

  /** Enough to run it again. */
  @Override
  public String toString() {
    return "faults '" + policy.name() + "' with seed " + seed;
  }
}
