package io.sagemakerssh.it.fault;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries one direction of a websocket and does to its messages what the plan says. Used by one
 * thread; a delay needs a second one.
 */
final class MessagePump {
  private static final byte[] NOTHING = {};

  /**
   * The part of an agent message before its payload's length: no digest covers its sequence number
   * and type, so nobody could notice a change there.
   */
  private static final int UNPROTECTED = 116;

  /** Far more messages than any window lets be under way. */
  private static final int MOST_DELAYED = 100_000;

  /** A message and when it is to go, in nanoseconds of the system's clock. */
  private record Delayed(byte[] bytes, long due) {}

  private final WebSocketReader from;
  private final OutputStream to;
  private final FaultPlan.Course course;
  private final FaultCounts counts;
  private final long delayNanos;
  private final BlockingQueue<Delayed> delayed = new LinkedBlockingQueue<>(MOST_DELAYED);
  private byte[] held = NOTHING;

  MessagePump(
      WebSocketReader from,
      OutputStream to,
      FaultPlan.Course course,
      FaultCounts counts,
      long delayNanos) {
    this.from = from;
    this.to = to;
    this.course = course;
    this.counts = counts;
    this.delayNanos = delayNanos;
  }

  /**
   * Carries messages until one side ends.
   *
   * @throws IOException if a side broke, or a cut is due
   */
  void run() throws IOException {
    for (WebSocketReader.Message next = from.next(); next != null; next = from.next()) {
      if (next.isBinary()) {
        suffer(next);
      } else {
        send(next.bytes());
      }
    }
  }

  /** Sends what is due, until interrupted; only for a pump with a delay. */
  void runDelayed() throws IOException {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Delayed next = delayed.take();
        for (long wait = next.due() - System.nanoTime();
            wait > 0;
            wait = next.due() - System.nanoTime()) {
          LockSupport.parkNanos(wait);
          if (Thread.interrupted()) {
            return;
          }
        }
        to.write(next.bytes());
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void suffer(WebSocketReader.Message message) throws IOException {
    byte[] bytes = message.bytes();
    FaultPlan.Fate fate = course.next(bytes.length);
    counts.met(fate);
    byte[] late = held;
    held = fate == FaultPlan.Fate.REORDER ? bytes : NOTHING;
    switch (fate) {
      case PASS -> send(bytes);
      case DROP, MUTE, REORDER -> {}
      case DUPLICATE -> {
        send(bytes);
        send(bytes);
      }
      case CORRUPT -> {
        int from = Math.min(message.payload() + UNPROTECTED, bytes.length - 1);
        bytes[from + course.place(bytes.length - from)] ^= (byte) (1 << course.place(8));
        send(bytes);
      }
    }
    if (late.length > 0) {
      send(late);
    }
  }

  private void send(byte[] bytes) throws IOException {
    int passing = course.passing(bytes.length);
    if (passing < bytes.length) {
      counts.cut();
      to.write(bytes, 0, passing);
      throw new EOFException("The plan cuts here");
    }
    if (delayNanos == 0) {
      to.write(bytes);
    } else {
      delayed.add(new Delayed(bytes, System.nanoTime() + delayNanos));
    }
  }
}
