package io.sagemakerssh.remote.environment;

import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.remote.layout.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The job's environment, kept in a file so that SSH sessions see what the training script sees. The
 * file is a list of assignments that {@code sh} can source. It holds secrets: mode 0600, and values
 * are never printed.
 */
public final class SavedEnvironment {
  /** These belong to a session or a terminal; another's would break it. */
  private static final Set<String> OF_A_SESSION =
      Set.of(
          "HOME",
          "USER",
          "MAIL",
          "LC_ALL",
          "LS_COLORS",
          "LANG",
          "HOSTNAME",
          "PWD",
          "TERM",
          "SHLVL",
          "LANGUAGE",
          "_",
          ContainerVariables.SM_SSH_JOB_PROCESS);

  private static final String BASH_FUNCTION = "BASH_FUNC_";

  private final Path file;

  public SavedEnvironment(Path file) {
    this.file = file;
  }

  /**
   * What a save did.
   *
   * @param saved names of the variables that were saved
   * @param unusable names that no shell can assign to, and so were left out
   */
  public record Saved(List<String> saved, List<String> unusable) {}

  /**
   * Saves the variables, but for those of a session; {@code START_SSH} becomes {@code false}, so
   * that a script run by hand in a session does not set up SSH again.
   *
   * @throws io.sagemakerssh.core.error.UserError if the file cannot be written
   */
  public Saved save(Map<String, String> variables) {
    SortedMap<String, String> kept = new TreeMap<>();
    SortedSet<String> unusable = new TreeSet<>();
    variables.forEach(
        (name, value) -> {
          if (OF_A_SESSION.contains(name) || name.startsWith(BASH_FUNCTION)) {
            return;
          }
          if (ShellSyntax.isName(name)) {
            kept.put(name, value);
          } else {
            unusable.add(name);
          }
        });
    kept.put(ContainerVariables.START_SSH, "false");
    StringBuilder text = new StringBuilder();
    kept.forEach((name, value) -> text.append(ShellSyntax.assignment(name, value)));
    PrivateFiles.write(file, text.toString());
    return new Saved(List.copyOf(kept.keySet()), List.copyOf(unusable));
  }

  /**
   * The saved variables; none if nothing was saved.
   *
   * @throws IOException if the file is there but cannot be read
   */
  public Map<String, String> read() throws IOException {
    try {
      return ShellSyntax.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (NoSuchFileException neverSaved) {
      return Map.of();
    }
  }
}
