package io.sagemakerssh.local.sshconfig;

import io.sagemakerssh.core.file.WholeFile;
import io.sagemakerssh.local.exit.ExitAction;
import io.sagemakerssh.local.home.DirectoryLock;
import io.sagemakerssh.local.home.HostMemory;
import io.sagemakerssh.local.home.RememberedHost;
import io.sagemakerssh.local.home.UserHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The note that a port of this machine leads to a host's SSH port, there for as long as this is
 * open. With it the launcher's {@code proxy} goes through that port, and starts no Java: see {@code
 * scripts/bin/sm-forwarded}. Whoever meets a note that outlived its writer finds nothing behind the
 * port, and does without.
 *
 * <p>A file {@code <host>/<port>} that holds the arguments of the configuration's {@code
 * ProxyCommand}.
 */
public final class ForwardedHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ForwardedHost.class);

  private final UserHome home;
  private final Path file;
  private final ExitAction ended;

  private ForwardedHost(UserHome home, Path file) {
    this.home = home;
    this.file = file;
    this.ended = ExitAction.of("sm-ssh-forwarded-end", () -> locked(this::remove));
  }

  /**
   * Leaves the note. Where it cannot be left, all is only slower.
   *
   * @param alias a remembered host's
   * @param port ours to listen on
   */
  public static ForwardedHost note(UserHome home, String alias, int port) {
    Path file = home.forwarded().resolve(alias).resolve(Integer.toString(port));
    ForwardedHost forwarded = new ForwardedHost(home, file);
    new HostMemory(home.hosts())
        .of(alias)
        .map(RememberedHost::proxyArguments)
        .ifPresent(arguments -> forwarded.locked(() -> forwarded.write(arguments)));
    return forwarded;
  }

  /** Takes the note away. */
  @Override
  public void close() {
    locked(this::remove);
    ended.close();
  }

  private void write(List<String> arguments) throws IOException {
    Path host = file.getParent();
    WholeFile.privateDirectory(host);
    try (DirectoryStream<Path> others = Files.newDirectoryStream(home.forwarded())) {
      for (Path other : others) {
        // The port is ours: who had noted it was killed.
        Files.deleteIfExists(other.resolve(file.getFileName()));
      }
    }
    byte[] line = (String.join(" ", arguments) + "\n").getBytes(StandardCharsets.UTF_8);
    WholeFile.create(file, line, WholeFile.PRIVATE);
  }

  private void remove() throws IOException {
    Files.deleteIfExists(file);
    try {
      Files.deleteIfExists(file.getParent());
    } catch (DirectoryNotEmptyException anotherConnectionsNotes) {
      // They stay.
    }
  }

  private void locked(FileAction action) {
    new DirectoryLock(home.ours())
        .holding(
            () -> {
              try {
                action.run();
              } catch (IOException refused) {
                LOG.debug("The note of the forwarded host stays as it is", refused);
              }
              return null;
            });
  }

  @FunctionalInterface
  private interface FileAction {
    void run() throws IOException;
  }
}
