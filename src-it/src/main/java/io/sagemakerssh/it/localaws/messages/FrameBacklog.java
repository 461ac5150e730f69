package io.sagemakerssh.it.localaws.messages;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Frames for a party that is not there yet or just lost, copied, up to a bound. What does not fit
 * is dropped: its sender sends it again until it is acknowledged.
 */
final class FrameBacklog {
  private static final int MOST_BYTES = 256 * 1024;

  private final Queue<ByteBuffer> frames = new ArrayDeque<>();
  private int bytes;

  void add(ByteBuffer frame) {
    int length = frame.remaining();
    if (bytes + length <= MOST_BYTES) {
      frames.add(ByteBuffer.allocate(length).put(frame.duplicate()).flip());
      bytes += length;
    }
  }

  /** The oldest frame, taken out; null if there is none. */
  ByteBuffer poll() {
    ByteBuffer frame = frames.poll();
    if (frame != null) {
      bytes -= frame.remaining();
    }
    return frame;
  }
}
