package io.sagemakerssh.remote.inprocess;

import java.io.EOFException;
import org.apache.sshd.common.io.AbstractIoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;

/** Bytes that the server has written. They are the buffer's own, and stay so until all are read. */
final class Written extends AbstractIoWriteFuture {
  private final byte[] bytes;
  private final int end;
  private int start;

  Written(Object session, Buffer buffer) {
    super(session, null);
    this.bytes = buffer.array();
    this.start = buffer.rpos();
    this.end = buffer.wpos();
  }

  int remaining() {
    return end - start;
  }

  /** Reads as many bytes as there are and as fit, and tells how many. */
  int copyTo(byte[] target, int offset, int length) {
    int count = Math.min(length, remaining());
    System.arraycopy(bytes, start, target, offset, count);
    start += count;
    return count;
  }

  void taken() {
    setValue(true);
  }

  void lost() {
    setValue(new EOFException("The connection is closed"));
  }
}
