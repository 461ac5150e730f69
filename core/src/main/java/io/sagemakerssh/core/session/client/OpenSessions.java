package io.sagemakerssh.core.session.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions that a client has begun and that have not ended, so that none outlives it: the
 * service would keep it, and the agent all that belongs to it, until it has idled for long.
 */
final class OpenSessions {
  private final Map<String, Runnable> ends = new ConcurrentHashMap<>();

  /**
   * A session has begun, or has come so far that it is ended in another way.
   *
   * @param end ends it; returns when that is done
   */
  void put(String sessionId, Runnable end) {
    ends.put(sessionId, end);
  }

  /** A session has ended. */
  void remove(String sessionId) {
    ends.remove(sessionId);
  }

  /** Ends all of them, side by side, and waits until that is done. */
  void endAll() {
    List<Thread> ending =
        ends.entrySet().stream()
            .map(session -> new Thread(session.getValue(), "sm-ssh-end-" + session.getKey()))
            .toList();
    ending.forEach(Thread::start);
    try {
      for (Thread thread : ending) {
        thread.join();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
