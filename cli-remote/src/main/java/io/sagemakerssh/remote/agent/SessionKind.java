package io.sagemakerssh.remote.agent;

import io.sagemakerssh.core.session.wire.StartSessionTask;
import java.io.IOException;
import java.util.function.Predicate;

/** How sessions of one type are served. */
interface SessionKind {
  /**
   * Serves a session from beginning to end.
   *
   * @param opened told of the session once it is open; closing it from another thread ends it.
   *     False if it shall end at once
   * @throws IOException if it cannot be opened or breaks; its message is shown to the client's user
   */
  void serve(StartSessionTask task, Predicate<AutoCloseable> opened)
      throws InvalidDocumentException, IOException, InterruptedException;
}
