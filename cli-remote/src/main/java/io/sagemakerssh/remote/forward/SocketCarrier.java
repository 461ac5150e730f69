package io.sagemakerssh.remote.forward;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.channel.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries bytes between a socket and an SSH channel, each way on a thread of its own and to its own
 * end. What arrives from the channel is bounded by the channel's window, which opens again as the
 * socket takes the bytes.
 */
final class SocketCarrier {
  private static final Logger LOG = LoggerFactory.getLogger(SocketCarrier.class);
  private static final int BUFFER_BYTES = 32 * 1024;
  private static final byte[] END_OF_STREAM = {};
  private static final byte[] END_OF_CHANNEL = {};

  /** The SSH channel: closed once both ways have ended. */
  interface Peer extends Channel {
    /** Takes bytes for the other side; blocks while its window is closed. */
    OutputStream out();

    /** Tells the other side that no more bytes come. */
    void end() throws IOException;
  }

  private final SocketChannel socket;
  private final Peer peer;
  private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
  private final AtomicInteger openWays = new AtomicInteger(2);

  SocketCarrier(SocketChannel socket, Peer peer) {
    this.socket = socket;
    this.peer = peer;
  }

  void start() {
    thread("sm-ssh-forward-out", this::carryOut);
    thread("sm-ssh-forward-in", this::carryIn);
  }

  /** Bytes from the channel, for the socket. */
  void deliver(byte[] bytes) {
    if (bytes.length > 0) {
      arrived.add(bytes);
    }
  }

  /** The channel brings no more bytes. */
  void deliverEnd() {
    arrived.add(END_OF_STREAM);
  }

  /** The channel is gone: the socket gets what has arrived, then it is closed. */
  void finish() {
    arrived.add(END_OF_CHANNEL);
  }

  private void carryOut() {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try {
      while (socket.read(buffer) >= 0) {
        peer.out().write(buffer.array(), 0, buffer.position());
        peer.out().flush();
        buffer.clear();
      }
      peer.end();
      wayEnded();
    } catch (IOException broken) {
      LOG.debug("A forwarded connection broke: {}", broken.toString());
      peer.close(false);
    }
  }

  private void carryIn() {
    try (socket) {
      byte[] bytes = arrived.take();
      while (bytes != END_OF_CHANNEL) {
        if (bytes == END_OF_STREAM) {
          socket.shutdownOutput();
          wayEnded();
        } else {
          write(bytes);
          peer.getLocalWindow().release(bytes.length);
        }
        bytes = arrived.take();
      }
    } catch (IOException broken) {
      LOG.debug("A forwarded connection broke: {}", broken.toString());
      peer.close(false);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      socket.write(left);
    }
  }

  private void wayEnded() {
    if (openWays.decrementAndGet() == 0) {
      peer.close(false);
    }
  }

  static void thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
