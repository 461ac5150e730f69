package io.sagemakerssh.remote.agent;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.service.ControlChannel;
import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.core.session.wire.TaskComplete;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of this container, from the service's request to their end, which is reported at
 * once, that of a session that never began included (PROTOCOL.md D.7). Each has threads of its own
 * while it lasts.
 */
final class AgentSessions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentSessions.class);
  private static final int MOST_AT_A_TIME = 200;

  private final Map<String, SessionKind> kinds;
  private final String instanceId;
  private final ThreadFactory threads;
  private final SessionCount count;

  /** Sessions by id, from the request on; a session completes when its channel is open. */
  private final Map<String, CompletableFuture<AutoCloseable>> sessions = new ConcurrentHashMap<>();

  /**
   * @param kinds how to serve a session, by its document's session type
   * @param count is told of each session
   */
  AgentSessions(
      Map<String, SessionKind> kinds,
      String instanceId,
      ThreadFactory threads,
      SessionCount count) {
    this.kinds = Map.copyOf(kinds);
    this.instanceId = instanceId;
    this.threads = threads;
    this.count = count;
  }

  /** Starts a session, unless it is one that we have. Called by one thread at a time. */
  void onStart(ControlChannel channel, StartSessionTask task) {
    SessionKind kind = kinds.get(task.sessionType());
    if (kind == null) {
      report(
          channel,
          task,
          TaskComplete.FAILED,
          "Sessions of type '" + task.sessionType() + "' are not supported by this agent");
      return;
    }
    if (sessions.containsKey(task.sessionId())) {
      return;
    }
    if (sessions.size() >= MOST_AT_A_TIME) {
      report(channel, task, TaskComplete.FAILED, "Too many sessions are open");
      return;
    }
    CompletableFuture<AutoCloseable> opening = new CompletableFuture<>();
    sessions.put(task.sessionId(), opening);
    threads.newThread(() -> run(channel, task, kind, opening)).start();
  }

  /** Ends a session, or one that is still being opened. Its last bytes may take their time. */
  void onClosed(ChannelClosed closed) {
    CompletableFuture<AutoCloseable> session = sessions.get(closed.sessionId());
    if (session != null) {
      threads.newThread(() -> endOnce(session)).start();
    }
  }

  private void run(
      ControlChannel channel,
      StartSessionTask task,
      SessionKind kind,
      CompletableFuture<AutoCloseable> opening) {
    String status = TaskComplete.FAILED;
    String output = "";
    try {
      // On this thread, since it writes a file: the service is not to wait for the disk.
      count.add(task.sessionId());
      kind.serve(task, opening::complete);
      status = TaskComplete.SUCCESS;
    } catch (UserError failure) {
      output = failure.why();
    } catch (InvalidDocumentException | IOException failure) {
      output = String.valueOf(failure.getMessage());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      sessions.remove(task.sessionId());
      count.remove(task.sessionId());
      report(channel, task, status, output);
    }
  }

  private static void endOnce(CompletableFuture<AutoCloseable> session) {
    // Either the session is open and is closed here, or it will find itself cancelled.
    if (!session.cancel(false)) {
      try {
        session.join().close();
      } catch (Exception failed) {
        LOG.warn("A session did not close: {}", failed.toString());
      }
    }
  }

  private void report(ControlChannel channel, StartSessionTask task, String status, String text) {
    // Every ssh is a session, and an editor starts many: only what went wrong is news.
    if (status.equals(TaskComplete.FAILED)) {
      LOG.info("Session {} failed: {}", task.sessionId(), text);
    } else {
      LOG.debug("Session {} ended", task.sessionId());
    }
    channel.sendTaskComplete(new TaskComplete(task.sessionId(), status, instanceId, text));
  }

  /** Ends all sessions, side by side: the last bytes of each may take their time. */
  @Override
  public void close() {
    List<Thread> ending =
        sessions.values().stream()
            .map(session -> threads.newThread(() -> endOnce(session)))
            .toList();
    ending.forEach(Thread::start);
    try {
      for (Thread one : ending) {
        one.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
