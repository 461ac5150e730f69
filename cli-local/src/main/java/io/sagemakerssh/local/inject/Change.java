package io.sagemakerssh.local.inject;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.library.Library;
import io.sagemakerssh.local.library.LibraryFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What putting the library into a job's sources would change there.
 *
 * @param added paths that are new
 * @param replaced paths whose file is another
 * @param removed paths of the library's directory that the library does not have
 * @param bytes what the files that are added or replaced take
 */
public record Change(List<String> added, List<String> replaced, List<String> removed, long bytes) {
  public Change {
    added = List.copyOf(added);
    replaced = List.copyOf(replaced);
    removed = List.copyOf(removed);
  }

  /**
   * Compares.
   *
   * @param present what is there of the paths that the library owns; Python's bytecode does not
   *     count
   */
  static Change between(Library library, Map<String, LibraryFile> present) throws IOException {
    List<String> added = new ArrayList<>();
    List<String> replaced = new ArrayList<>();
    long bytes = 0;
    Map<String, LibraryFile> rest = new TreeMap<>(present);
    for (LibraryFile file : library.files()) {
      LibraryFile there = rest.remove(file.path());
      if (there == null) {
        added.add(file.path());
        bytes += file.size();
      } else if (!there.matches(file)) {
        replaced.add(file.path());
        bytes += file.size();
      }
    }
    List<String> removed =
        rest.keySet().stream().filter(path -> !Library.isBytecode(path)).toList();
    return new Change(added, replaced, removed, bytes);
  }

  /** Whether all is as it should be. */
  public boolean isEmpty() {
    return added.isEmpty() && replaced.isEmpty() && removed.isEmpty();
  }

  /**
   * Sees to it that nothing of the user's is lost.
   *
   * @throws UserError if files would be removed that may be the user's own
   */
  public void demandNothingRemoved(String where) {
    if (!removed.isEmpty()) {
      String others = removed.size() == 1 ? "" : " and " + (removed.size() - 1) + " more";
      throw new UserError(
          ExitCode.SOURCES_REFUSED,
          "Cannot refresh " + Library.NAME + "/ in " + where,
          "it holds what is not of this library: " + removed.get(0) + others,
          "Move that away, or let --replace remove it.");
    }
  }
}
