package io.sagemakerssh.remote.doctor;

import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Whether there is room for our files.
 *
 * @param home our own directory, which need not exist yet
 */
record DiskCheck(Path home) implements Check {
  static final String NAME = "disk";

  private static final long ENOUGH = 16L << 20;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of();
  }

  @Override
  public Finding look() {
    Path existing = home.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      if (free >= ENOUGH) {
        return Finding.ok((free >> 20) + " MiB free at " + existing);
      }
      return Finding.warn(
          "only " + (free >> 10) + " KiB are free at " + existing,
          "Free some space, or let SM_SSH_HOME name another place.",
          ExitCode.DISK_FULL);
    } catch (IOException unknown) {
      return Finding.unknown(unknown.getMessage());
    }
  }
}
