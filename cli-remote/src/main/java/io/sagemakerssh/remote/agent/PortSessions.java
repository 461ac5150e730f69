package io.sagemakerssh.remote.agent;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.service.AgentPortSession;
import io.sagemakerssh.core.session.service.ControlChannel;
import io.sagemakerssh.core.session.service.MessageService;
import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.core.session.wire.TaskComplete;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that lead to ports of this container. Each has two threads of its own while it
 * lasts; its end is reported at once, a port that refuses included (PROTOCOL.md D.7).
 */
final class PortSessions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PortSessions.class);
  private static final String PORT = "Port";
  private static final int MOST_AT_A_TIME = 200;

  private final MessageService service;
  private final String instanceId;
  private final ThreadFactory threads = DaemonThreads.named("sm-ssh-session");

  /** Sessions by id, from the request on; a session completes when its channel is open. */
  private final Map<String, CompletableFuture<AgentPortSession>> sessions =
      new ConcurrentHashMap<>();

  PortSessions(MessageService service, String instanceId) {
    this.service = service;
    this.instanceId = instanceId;
  }

  /** Starts a session, unless it is one that we have. */
  void onStart(ControlChannel channel, StartSessionTask task) {
    if (!task.sessionType().equals(PORT)) {
      report(
          channel,
          task,
          TaskComplete.FAILED,
          "Sessions of type '"
              + task.sessionType()
              + "' are not supported by this agent. Connect through SSH: document"
              + " AWS-StartSSHSession.");
      return;
    }
    if (sessions.size() >= MOST_AT_A_TIME) {
      report(channel, task, TaskComplete.FAILED, "Too many sessions are open");
      return;
    }
    CompletableFuture<AgentPortSession> opening = new CompletableFuture<>();
    if (sessions.putIfAbsent(task.sessionId(), opening) == null) {
      threads.newThread(() -> run(channel, task, opening)).start();
    }
  }

  /** Ends a session, or one that is still being opened. */
  void onClosed(ChannelClosed closed) {
    CompletableFuture<AgentPortSession> session = sessions.get(closed.sessionId());
    if (session != null) {
      endOnce(session);
    }
  }

  private void run(
      ControlChannel channel, StartSessionTask task, CompletableFuture<AgentPortSession> opening) {
    String status = TaskComplete.FAILED;
    String output = "";
    try {
      serve(PortTarget.of(task), task.sessionId(), opening);
      status = TaskComplete.SUCCESS;
    } catch (UserError failure) {
      output = failure.why();
    } catch (InvalidDocumentException | IOException failure) {
      output = String.valueOf(failure.getMessage());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      sessions.remove(task.sessionId());
      report(channel, task, status, output);
    }
  }

  private void serve(
      PortTarget target, String sessionId, CompletableFuture<AgentPortSession> opening)
      throws IOException, InterruptedException {
    // First the port: a client need not be connected to hear that it is closed.
    try (Socket socket = target.connect();
        AgentPortSession session = service.openPortSession(sessionId, target.properties())) {
      LOG.info("Session {} to port {} is open", sessionId, target.port());
      if (opening.complete(session)) {
        new PortPump(session, socket).run(threads);
      }
    }
  }

  private static void endOnce(CompletableFuture<AgentPortSession> session) {
    // Either the session is open and is closed here, or it will find itself cancelled.
    if (!session.cancel(false)) {
      session.join().close();
    }
  }

  private void report(ControlChannel channel, StartSessionTask task, String status, String text) {
    LOG.info("Session {} ended: {} {}", task.sessionId(), status, text);
    channel.sendTaskComplete(new TaskComplete(task.sessionId(), status, instanceId, text));
  }

  /** Ends all sessions. */
  @Override
  public void close() {
    sessions.values().forEach(PortSessions::endOnce);
  }
}
