package io.sagemakerssh.core.session.channel;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A websocket that carries whole frames. Nothing blocks: what is sent is queued and goes out in
 * order; frames come one for each {@link #request}, which is how a receiver holds the sender back.
 */
public interface FrameSocket {
  /**
   * Sends a binary frame. Dropped without a word once the socket is closed.
   *
   * @param frame not to be changed after; its position may change
   */
  void send(ByteBuffer frame);

  /** Sends a text frame, the first of a channel. */
  void sendText(String text);

  /** Asks for one more frame. */
  void request();

  /** Sends what is queued, then closes. Nothing is received any more. */
  void close();

  /** Closes at once. Nothing is received any more. */
  void abort();

  /** What a socket tells. One call at a time, in order. */
  interface Listener {
    /** A binary frame came, whole. The buffer is the listener's. */
    void onFrame(ByteBuffer frame);

    /** The socket was lost or the other end closed it; the last call. Not after our own close. */
    void onClosed(IOException cause);
  }

  /** Opens sockets: the first, and those after a loss. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens a socket and sends the opening text frame. Blocks.
     *
     * @param listener may hear before this returns, but no frame before the first {@link #request}
     * @throws SessionGoneException if trying again is of no use
     */
    FrameSocket open(Listener listener) throws IOException;
  }
}
