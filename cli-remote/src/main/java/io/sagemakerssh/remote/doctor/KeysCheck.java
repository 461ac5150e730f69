package io.sagemakerssh.remote.doctor;

import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.remote.layout.ContainerLayout;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** How many public keys may log in. */
record KeysCheck(ContainerLayout layout) implements Check {
  static final String NAME = "public keys";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(DaemonCheck.NAME);
  }

  @Override
  public Finding look() {
    Path directory = layout.authorizedKeysDirectory();
    if (!Files.isDirectory(directory)) {
      return Finding.ok("none yet: 'connect' copies yours");
    }
    int count = 0;
    try (DirectoryStream<Path> keys = Files.newDirectoryStream(directory, "*.pub")) {
      for (Path key : keys) {
        count += Files.isReadable(key) ? 1 : 0;
      }
    } catch (IOException unreadable) {
      return Finding.warn(
          directory + " cannot be read: " + unreadable.getMessage(),
          "Mend its owner and mode: it must be the SSH server's.",
          ExitCode.KEY_COPY_FAILED);
    }
    return Finding.ok(count == 0 ? "none yet: 'connect' copies yours" : count + " installed");
  }
}
