package io.sagemakerssh.local.command;

import io.sagemakerssh.local.sshconfig.FileChange;
import java.util.List;

/** Changes of files, told to the user. */
final class FileChanges {
  private FileChanges() {}

  /**
   * The lines.
   *
   * @param dryRun whether the changes are to be shown whole, as they have not been made
   */
  static List<String> lines(List<FileChange> changes, boolean dryRun) {
    if (changes.isEmpty()) {
      return List.of("Nothing to change");
    }
    return changes.stream()
        .flatMap(
            change ->
                dryRun ? change.diff().stream() : List.of("Changed " + change.file()).stream())
        .toList();
  }
}
