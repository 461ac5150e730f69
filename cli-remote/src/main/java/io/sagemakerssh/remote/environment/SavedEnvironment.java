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

  /** Above it the image's own lines, kept as they are; the last assignment to a name counts. */
  private static final String MARK =
      "# Saved by SageMaker SSH Helper; what follows is replaced at each save.\n";

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
   * that a script run by hand in a session does not set up SSH again. Lines that the image has in
   * the file stay.
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
    StringBuilder text = new StringBuilder(ofTheImage()).append(MARK);
    kept.forEach((name, value) -> text.append(ShellSyntax.assignment(name, value)));
    PrivateFiles.write(file, text.toString());
    return new Saved(List.copyOf(kept.keySet()), List.copyOf(unusable));
  }

  /** What the file held before we first wrote to it; empty or whole lines. */
  private String ofTheImage() {
    try {
      String text = text();
      int mark = text.indexOf(MARK);
      String before = mark < 0 ? text : text.substring(0, mark);
      return before.isEmpty() || before.endsWith("\n") ? before : before + "\n";
    } catch (NoSuchFileException none) {
      return "";
    } catch (IOException e) {
      throw PrivateFiles.cannotWrite(file, e);
    }
  }

  private String text() throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /**
   * The saved variables; none if nothing was saved.
   *
   * @throws IOException if the file is there but cannot be read
   */
  public Map<String, String> read() throws IOException {
    try {
      return ShellSyntax.parse(text());
    } catch (NoSuchFileException neverSaved) {
      return Map.of();
    }
  }
}
