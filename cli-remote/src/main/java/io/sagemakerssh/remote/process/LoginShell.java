package io.sagemakerssh.remote.process;

import io.sagemakerssh.remote.layout.ContainerUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The program that runs a session's commands: the user's of {@code /etc/passwd}, else bash, else
 * sh.
 *
 * <p>The shell is started as {@code docker exec} starts it, not as a login shell: Debian's {@code
 * /etc/profile} would replace the PATH, and with it the Python that the job runs.
 *
 * @param program the shell's path
 */
public record LoginShell(Path program) {
  private static final Set<String> NO_SHELLS = Set.of("nologin", "false", "true", "sync");
  private static final Path FALLBACK = Path.of("/bin/sh");

  public static LoginShell of(ContainerUser user) {
    Optional<Path> own =
        user.passwdShell().filter(shell -> !NO_SHELLS.contains(shell.getFileName().toString()));
    return new LoginShell(
        Stream.concat(own.stream(), Stream.of(Path.of("/bin/bash"), Path.of("/usr/bin/bash")))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(FALLBACK));
  }

  /** The shell itself: interactive on a terminal, else it reads a script, and says nothing. */
  public List<String> alone() {
    return List.of(program.toString());
  }

  public List<String> running(String command) {
    return List.of(program.toString(), "-c", command);
  }
}
