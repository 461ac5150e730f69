package io.sagemakerssh.core.session.forward;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * One of a port session's connections. There is no half-close: an end is an end of both directions.
 * One thread may read while another writes and a third closes.
 */
public interface ForwardedConnection extends Closeable {
  /**
   * The bytes to write at once: with its head of 8 bytes such a piece fills whole messages, of 1,
   * 2, 4 or more KiB up to 64, and leaves no small one behind.
   */
  int CHUNK_BYTES = 65_536 - 8;

  /** What the other end sends; ends when it closes, throws if the session ends before. */
  InputStream input();

  /** Sent at once; blocks while too much is unacknowledged. */
  OutputStream output();

  /** Tells the other end that this connection is over. What has not been read is thrown away. */
  @Override
  void close();
}
