package io.sagemakerssh.remote.setup;

import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.PrivateFiles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a container needs once: directories, and our programs on the PATH. Nothing is installed or
 * downloaded.
 */
public final class Configuration {
  /** The container's programs. */
  public static final List<String> PROGRAMS =
      List.of(
          "sm-setup-ssh",
          "sm-save-env",
          "sm-init-ssm",
          "sm-wait",
          "sm-install-key",
          "sm-doctor",
          "sm-relay");

  private static final Logger LOG = LoggerFactory.getLogger(Configuration.class);

  private final ContainerLayout layout;
  private final Optional<Path> launchers;
  private final Path systemPrograms;

  /**
   * @param launchers the directory of the programs' launchers, if it is known
   * @param systemPrograms a directory of everybody's PATH, used where the layout is the system's
   */
  public Configuration(ContainerLayout layout, Optional<Path> launchers, Path systemPrograms) {
    this.layout = layout;
    this.launchers = launchers;
    this.systemPrograms = systemPrograms;
  }

  /**
   * Configures the container. Done again it changes nothing, but that it mends links to programs
   * that have moved.
   *
   * @return whether the container was configured before
   * @throws io.sagemakerssh.core.error.UserError if a file cannot be written
   */
  public boolean apply() {
    boolean before = Files.exists(layout.configuredMarker());
    PrivateFiles.directory(layout.home());
    PrivateFiles.directory(layout.authorizedKeysDirectory());
    PrivateFiles.directory(layout.state());
    PrivateFiles.directory(layout.run());
    linkPrograms();
    if (!before) {
      PrivateFiles.write(layout.configuredMarker(), "");
    }
    return before;
  }

  private void linkPrograms() {
    try {
      Files.createDirectories(layout.programs());
      for (String program : PROGRAMS) {
        Optional<Path> launcher =
            launchers.map(directory -> directory.resolve(program)).filter(Files::isExecutable);
        if (launcher.isPresent()) {
          link(layout.programs().resolve(program), launcher.get());
          linkForEverybody(program, launcher.get());
        }
      }
    } catch (IOException e) {
      throw PrivateFiles.cannotWrite(layout.programs(), e);
    }
  }

  /** Only for comfort: sessions and commands find our programs by their own PATH. */
  private void linkForEverybody(String program, Path launcher) {
    Path link = systemPrograms.resolve(program);
    boolean another = Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link);
    if (!layout.systemWide() || another) {
      return;
    }
    try {
      link(link, launcher);
    } catch (IOException e) {
      LOG.debug("No link {}: {}", link, e.toString());
    }
  }

  /** Makes the link in one step, so that nobody finds it missing. */
  private static void link(Path link, Path target) throws IOException {
    if (pointsTo(link, target)) {
      return;
    }
    Path draft =
        link.resolveSibling("." + link.getFileName() + "." + ProcessHandle.current().pid());
    Files.deleteIfExists(draft);
    Files.createSymbolicLink(draft, target);
    Files.move(draft, link, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean pointsTo(Path link, Path target) throws IOException {
    try {
      return Files.readSymbolicLink(link).equals(target);
    } catch (NoSuchFileException missing) {
      return false;
    } catch (FileSystemException noLink) {
      return false;
    }
  }
}
