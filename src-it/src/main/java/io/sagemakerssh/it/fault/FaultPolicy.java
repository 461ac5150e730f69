package io.sagemakerssh.it.fault;

import java.time.Duration;

/**
 * What may happen to the binary messages of a websocket.
 *
 * @param drop how many of all messages get lost; 0 to 1, like the next three
 * @param duplicate come twice
 * @param reorder come after the message behind them
 * @param corrupt come with one bit turned, of the agent message's payload or its length
 * @param delay added to each message, text and binary, in one direction
 * @param bytesBetweenCuts after so many bytes of one direction, on average, the connection is cut,
 *     in the middle of a message; 0 for never
 * @param bytesBeforeMuteness after so many bytes of one direction, on average, no more message of
 *     it passes, though the connection lives; 0 for never
 */
public record FaultPolicy(
    String name,
    double drop,
    double duplicate,
    double reorder,
    double corrupt,
    Duration delay,
    long bytesBetweenCuts,
    long bytesBeforeMuteness) {
  /** Harms nothing. */
  public static final FaultPolicy NONE = harming("none", 0, 0, 0, 0);

  /** One message in fifty is lost. */
  public static final FaultPolicy DROP = harming("drop", 0.02, 0, 0, 0);

  /** Every fifth message comes twice. */
  public static final FaultPolicy DUPLICATE = harming("duplicate", 0, 0.2, 0, 0);

  /** Every fifth message comes late by one. */
  public static final FaultPolicy REORDER = harming("reorder", 0, 0, 0.2, 0);

  /** One message in fifty has a bit turned. */
  public static final FaultPolicy CORRUPT = harming("corrupt", 0, 0, 0, 0.02);

  /** A little of all but cuts. */
  public static final FaultPolicy ALL = harming("all", 0.01, 0.05, 0.05, 0.01);

  private static FaultPolicy harming(
      String name, double drop, double duplicate, double reorder, double corrupt) {
    return new FaultPolicy(name, drop, duplicate, reorder, corrupt, Duration.ZERO, 0, 0);
  }

  /** Cuts connections, and nothing else. */
  public static FaultPolicy cutting(long bytesBetweenCuts) {
    return NONE.named("cut").withCuts(bytesBetweenCuts);
  }

  /** Lets connections live that carry nothing any more, and nothing else. */
  public static FaultPolicy muting(long bytesBeforeMuteness) {
    return new FaultPolicy("mute", 0, 0, 0, 0, Duration.ZERO, 0, bytesBeforeMuteness);
  }

  /** Delays each message, and nothing else. */
  public static FaultPolicy delaying(Duration delay) {
    return new FaultPolicy("delay " + delay.toMillis() + " ms", 0, 0, 0, 0, delay, 0, 0);
  }

  /** The same with cuts besides. */
  public FaultPolicy withCuts(long bytes) {
    return new FaultPolicy(
        name, drop, duplicate, reorder, corrupt, delay, bytes, bytesBeforeMuteness);
  }

  private FaultPolicy named(String other) {
    return new FaultPolicy(
        other, drop, duplicate, reorder, corrupt, delay, bytesBetweenCuts, bytesBeforeMuteness);
  }
}
