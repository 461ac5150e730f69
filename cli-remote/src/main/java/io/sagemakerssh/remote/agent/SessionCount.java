package io.sagemakerssh.remote.agent;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.layout.PrivateFiles;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the number of open sessions in a file, for programs that act on idleness. */
final class SessionCount {
  private static final Logger LOG = LoggerFactory.getLogger(SessionCount.class);

  private final Path file;

  /** Guarded by this. */
  private final Set<String> open = new HashSet<>();

  SessionCount(Path file) {
    this.file = file;
    write();
  }

  synchronized void add(String sessionId) {
    open.add(sessionId);
    write();
  }

  synchronized void remove(String sessionId) {
    open.remove(sessionId);
    write();
  }

  private void write() {
    try {
      PrivateFiles.write(file, open.size() + "\n");
    } catch (UserError e) {
      LOG.warn("{}: {}", e.what(), e.why());
    }
  }
}
