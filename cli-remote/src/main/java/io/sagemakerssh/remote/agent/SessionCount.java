package io.sagemakerssh.remote.sshserver;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.layout.PrivateFiles;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the number of logged-in connections in a file, for programs that act on idleness. */
final class SessionCount implements SessionListener {
  private static final Logger LOG = LoggerFactory.getLogger(SessionCount.class);

  private final Path file;

  /** Guarded by this. */
  private final Set<Session> sessions = new HashSet<>();

  SessionCount(Path file) {
    this.file = file;
    write();
  }

  @Override
  public synchronized void sessionEvent(Session session, Event event) {
    if (event == Event.Authenticated && sessions.add(session)) {
      write();
    }
  }

  @Override
  public synchronized void sessionClosed(Session session) {
    if (sessions.remove(session)) {
      write();
    }
  }

  private void write() {
    try {
      PrivateFiles.write(file, sessions.size() + "\n");
    } catch (UserError e) {
      LOG.warn("{}: {}", e.what(), e.why());
    }
  }
}
