package io.sagemakerssh.core.session.forward;

import io.sagemakerssh.core.session.forward.MuxFrame.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes whole frames, one at a time and in turn, so that a stream that sends much does not keep
 * the others from sending.
 */
final class MuxWriter {
  private final OutputStream out;
  private final ReentrantLock turn = new ReentrantLock(true);

  MuxWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes a frame without payload. */
  void write(Command command, int streamId) throws IOException {
    byte[] frame = new byte[MuxFrame.HEADER_BYTES];
    new MuxFrame(command, streamId, 0).printTo(frame);
    write(frame, frame.length);
  }

  /** Writes a frame; blocks while the session takes no more. */
  void write(byte[] frame, int length) throws IOException {
    turn.lock();
    try {
      out.write(frame, 0, length);
    } finally {
      turn.unlock();
    }
  }
}
