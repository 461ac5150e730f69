package io.sagemakerssh.remote.layout;

import io.sagemakerssh.core.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The user that this process runs as, and so the user of every SSH session.
 *
 * @param name the login name; the number's text where the user has no entry in {@code /etc/passwd}
 * @param id the numeric user id
 * @param home the home directory: {@code $HOME}, else the JVM's opinion
 * @param passwdShell the login shell that {@code /etc/passwd} names
 */
public record ContainerUser(String name, long id, Path home, Optional<Path> passwdShell) {
  private static final Path PASSWD = Path.of("/etc/passwd");
  private static final int PASSWD_FIELDS = 7;

  /** Whether this is the superuser. */
  public boolean isRoot() {
    return id == 0;
  }

  /** The user of this process. */
  public static ContainerUser current(Environment environment) {
    long id = ownId();
    String javaName = System.getProperty("user.name", "");
    String name = javaName.isEmpty() || javaName.equals("?") ? Long.toString(id) : javaName;
    Path home = Path.of(environment.text("HOME").orElse(System.getProperty("user.home", "/tmp")));
    return new ContainerUser(name, id, home.toAbsolutePath(), passwdShell(PASSWD, id));
  }

  private static long ownId() {
    try {
      return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
    } catch (IOException | UnsupportedOperationException noProc) {
      return "root".equals(System.getProperty("user.name")) ? 0 : 1;
    }
  }

  static Optional<Path> passwdShell(Path passwd, long id) {
    List<String> lines;
    try {
      lines = Files.readAllLines(passwd);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
    String wanted = Long.toString(id);
    return lines.stream()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length == PASSWD_FIELDS && fields[2].equals(wanted))
        .map(fields -> fields[PASSWD_FIELDS - 1])
        .filter(shell -> shell.startsWith("/"))
        .findFirst()
        .map(Path::of);
  }
}
