package io.sagemakerssh.remote.agent;

import io.sagemakerssh.core.session.forward.ForwardedConnection;
import io.sagemakerssh.core.session.service.AgentForwardSession;
import io.sagemakerssh.core.session.service.AgentPortSession;
import io.sagemakerssh.core.session.service.MessageService;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.remote.port.InProcessPorts;
import io.sagemakerssh.remote.port.PortConnection;
import io.sagemakerssh.remote.port.TcpConnection;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions that lead to a port: one connection, as SSH needs it, or any number of them. */
final class PortSessions implements SessionKind {
  private static final Logger LOG = LoggerFactory.getLogger(PortSessions.class);
  private static final int MOST_CONNECTIONS = 1_000;

  private final MessageService service;
  private final InProcessPorts inProcess;
  private final ThreadFactory threads;

  PortSessions(MessageService service, InProcessPorts inProcess, ThreadFactory threads) {
    this.service = service;
    this.inProcess = inProcess;
    this.threads = threads;
  }

  @Override
  public void serve(StartSessionTask task, Predicate<AutoCloseable> opened)
      throws InvalidDocumentException, IOException, InterruptedException {
    PortTarget target = PortTarget.of(task);
    if (target.isForwarding()) {
      forward(target, task.sessionId(), opened);
    } else {
      connect(target, task.sessionId(), opened);
    }
  }

  private void connect(PortTarget target, String sessionId, Predicate<AutoCloseable> opened)
      throws IOException, InterruptedException {
    // First the port: a client need not be connected to hear that it is closed.
    try (PortConnection connection = connection(target);
        AgentPortSession session = service.openPortSession(sessionId, target.properties())) {
      LOG.debug("Session {} to {} is open", sessionId, target);
      if (opened.test(session)) {
        new PortPump(session, connection).run(threads);
      }
    }
  }

  private PortConnection connection(PortTarget target) throws IOException {
    Optional<PortConnection> inside =
        target.isLoopback() ? inProcess.connectInProcess(target.port()) : Optional.empty();
    return inside.isPresent() ? inside.get() : new TcpConnection(target.connect());
  }

  private void forward(PortTarget target, String sessionId, Predicate<AutoCloseable> opened)
      throws IOException, InterruptedException {
    try (AgentForwardSession session = service.openForwardSession(sessionId, target.properties())) {
      LOG.debug("Session {} forwards to {}", sessionId, target);
      if (!opened.test(session)) {
        return;
      }
      AtomicInteger open = new AtomicInteger();
      Optional<ForwardedConnection> next;
      while ((next = session.accept()).isPresent()) {
        ForwardedConnection connection = next.get();
        threads.newThread(() -> carry(session, connection, target, open)).start();
      }
    }
  }

  /** Connects in a thread of its own, so that a slow port does not keep others waiting. */
  private void carry(
      AgentForwardSession session,
      ForwardedConnection connection,
      PortTarget target,
      AtomicInteger open) {
    try {
      if (open.incrementAndGet() > MOST_CONNECTIONS) {
        throw new IOException("more than " + MOST_CONNECTIONS + " connections");
      }
      Socket socket = target.connect();
      new ConnectionPump(connection, socket).run(threads);
    } catch (IOException refused) {
      LOG.info("Session {} refused a connection: {}", session.sessionId(), refused.getMessage());
      session.refuse(connection, refused);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      open.decrementAndGet();
    }
  }
}
