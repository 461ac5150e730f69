package io.sagemakerssh.core.session.channel;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Opens websockets. */
@FunctionalInterface
public interface FrameSockets {

  /**
   * Connects. Blocks.
   *
   * @param uri {@code ws:} or {@code wss:}; its query is kept out of errors
   * @param headers more headers of the upgrade request, such as a signature
   * @param listener may hear before this returns, but no frame before the first request
   */
  FrameSocket open(URI uri, Map<String, String> headers, FrameSocket.Listener listener)
      throws IOException;
}
