package io.sagemakerssh.local.tunnel;

import java.io.InputStream;
import java.io.OutputStream;

/** A way for bytes to a container's port and back. One thread may read while another writes. */
public interface Tunnel extends AutoCloseable {
  /** What the port sends, until it closes. */
  InputStream input();

  /** Sent to the port at once. */
  OutputStream output();

  /** Sends what is still to be sent, for two seconds at most, and ends the tunnel. */
  @Override
  void close();
}
