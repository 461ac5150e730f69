package io.sagemakerssh.remote.port;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A connection to a server. One thread may read while another writes. */
public interface PortConnection extends AutoCloseable {
  /**
   * What the server sends, in pieces that become messages of a session.
   *
   * @throws IOException if the connection is closed
   */
  InputStream input() throws IOException;

  /**
   * Goes to the server at once.
   *
   * @throws IOException if the connection is closed
   */
  OutputStream output() throws IOException;

  /** Ends the connection; whoever reads finds its end, or an error. */
  @Override
  void close() throws IOException;
}
