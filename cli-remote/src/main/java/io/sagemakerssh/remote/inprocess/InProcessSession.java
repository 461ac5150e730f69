package io.sagemakerssh.remote.inprocess;

import io.sagemakerssh.remote.port.PortConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection as the server sees it: what MINA takes for one over a socket. */
final class InProcessSession extends AbstractCloseable implements IoSession {
  private static final Logger LOG = LoggerFactory.getLogger(InProcessSession.class);

  private final InProcessService service;
  private final IoHandler handler;
  private final long id;
  private final InetSocketAddress server;
  private final InetSocketAddress client;
  private final Map<Object, Object> attributes = new ConcurrentHashMap<>();
  private final ServerOutput toClient = new ServerOutput();

  InProcessSession(InProcessService service, IoHandler handler, long id, InetSocketAddress server) {
    this.service = service;
    this.handler = handler;
    this.id = id;
    this.server = server;
    // A client in this process has no port; sessions are told of it in SSH_CONNECTION.
    this.client = new InetSocketAddress(server.getAddress(), 0);
  }

  /**
   * Tells the server of its new client.
   *
   * @throws IOException if the server refuses it
   */
  PortConnection open() throws IOException {
    try {
      handler.sessionCreated(this);
    } catch (Exception refused) {
      close(true);
      throw new IOException(
          "The SSH server refused a connection: " + refused.getMessage(), refused);
    }
    return new ClientSide(this, toClient);
  }

  /** Gives the server bytes of its client; what it thinks wrong with them ends the connection. */
  void received(byte[] bytes, int offset, int length) {
    try {
      handler.messageReceived(this, new ByteArrayBuffer(bytes, offset, length, true));
    } catch (Exception wrong) {
      fail(wrong);
    }
  }

  private void fail(Throwable failure) {
    try {
      handler.exceptionCaught(this, failure);
    } catch (Exception unhandled) {
      LOG.debug("A failure of {} could not be handled", this, unhandled);
    }
    close(true);
  }

  @Override
  public IoWriteFuture writeBuffer(Buffer buffer) {
    Written written = new Written(this, buffer);
    if (!toClient.add(written)) {
      written.lost();
    }
    return written;
  }

  @Override
  protected CloseFuture doCloseGracefully() {
    return builder().when(this, toClient.waiting()).build().close(false);
  }

  @Override
  protected void doCloseImmediately() {
    toClient.end();
    service.ended(this);
    super.doCloseImmediately();
    try {
      handler.sessionClosed(this);
    } catch (Exception failure) {
      LOG.debug("The end of {} could not be handled", this, failure);
    }
    attributes.clear();
  }

  @Override
  public long getId() {
    return id;
  }

  @Override
  public SocketAddress getLocalAddress() {
    return server;
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return client;
  }

  @Override
  public SocketAddress getAcceptanceAddress() {
    return server;
  }

  @Override
  public InProcessService getService() {
    return service;
  }

  @Override
  public Object getAttribute(Object key) {
    return attributes.get(key);
  }

  @Override
  public Object setAttribute(Object key, Object value) {
    return attributes.put(key, value);
  }

  @Override
  public Object setAttributeIfAbsent(Object key, Object value) {
    return attributes.putIfAbsent(key, value);
  }

  @Override
  public Object removeAttribute(Object key) {
    return attributes.remove(key);
  }

  @Override
  public void shutdownOutputStream() {
    toClient.end();
  }

  /** MINA suspends forwarded connections, and none of its own. */
  @Override
  public void suspendRead() {
    throw new UnsupportedOperationException("Clients are not kept waiting");
  }

  @Override
  public void resumeRead() {
    throw new UnsupportedOperationException("Clients are not kept waiting");
  }

  @Override
  public String toString() {
    return "in-process connection " + id;
  }
}
