package io.sagemakerssh.remote.inprocess;

import io.sagemakerssh.remote.port.PortConnection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.Closeable;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.closeable.AbstractInnerCloseable;

/** Connects this process to a server of MINA's. Any thread may connect. */
public final class InProcessService extends AbstractInnerCloseable implements IoService {
  private final IoHandler handler;
  private final InetSocketAddress server;
  private final Map<Long, IoSession> sessions = new ConcurrentHashMap<>();
  private final AtomicLong count = new AtomicLong();
  private volatile IoServiceEventListener listener;

  /**
   * @param handler the server's
   * @param server what its sessions are told to be its address
   */
  public InProcessService(IoHandler handler, InetSocketAddress server) {
    this.handler = handler;
    this.server = server;
  }

  /**
   * Connects.
   *
   * @throws IOException if the server is closed, or refuses a connection
   */
  public PortConnection connect() throws IOException {
    InProcessSession session = new InProcessSession(this, handler, count.incrementAndGet(), server);
    sessions.put(session.getId(), session);
    // After the session is known, or one that comes while the server closes would stay.
    if (isClosing()) {
      ended(session);
      throw new ConnectException("The server is closed");
    }
    return session.open();
  }

  void ended(InProcessSession session) {
    sessions.remove(session.getId());
  }

  @Override
  protected Closeable getInnerCloseable() {
    return builder().parallel(this, sessions.values()).build();
  }

  @Override
  public Map<Long, IoSession> getManagedSessions() {
    return Collections.unmodifiableMap(sessions);
  }

  @Override
  public IoServiceEventListener getIoServiceEventListener() {
    return listener;
  }

  @Override
  public void setIoServiceEventListener(IoServiceEventListener listener) {
    this.listener = listener;
  }
}
