package io.sagemakerssh.local.copy;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.copy.Entry.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at both sides and finds out what is to be copied where, as scp and cp would. */
final class CopyPlanner {
  private final FileTree source;
  private final FileTree destination;
  private final boolean recursive;
  private final CopyPlan plan =
      new CopyPlan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

  CopyPlanner(FileTree source, FileTree destination, boolean recursive) {
    this.source = source;
    this.destination = destination;
    this.recursive = recursive;
  }

  /**
   * Plans.
   *
   * @throws UserError with {@link io.sagemakerssh.core.error.ExitCode#FILE_REFUSED} if what the
   *     user named cannot be copied to where it shall go
   */
  CopyPlan plan(List<String> from, String to) {
    boolean into = isDirectory(from, to);
    Map<String, String> taken = new HashMap<>();
    for (String path : from) {
      Entry entry = named(path);
      String target = into ? inside(path, to) : to;
      String other = taken.put(target, path);
      if (other != null) {
        throw refused(source.shown(path), "it would take the place of " + source.shown(other));
      }
      String file = trying(destination.shown(target), () -> followed(target));
      add(path, file, entry, trying(destination.shown(file), () -> destination.entry(file, false)));
    }
    return plan;
  }

  private boolean isDirectory(List<String> from, String to) {
    Optional<Entry> there = trying(destination.shown(to), () -> destination.entry(to, true));
    if (there.isPresent() && there.get().is(Kind.DIRECTORY)) {
      return true;
    }
    if (from.size() > 1 || there.isPresent() && to.endsWith("/")) {
      throw refused(destination.shown(to), "it is not a directory");
    }
    String parent = FileTree.parent(to);
    boolean room =
        trying(destination.shown(parent), () -> destination.entry(parent, true))
            .filter(entry -> entry.is(Kind.DIRECTORY))
            .isPresent();
    boolean directoryWanted = to.endsWith("/") && !named(from.get(0)).is(Kind.DIRECTORY);
    if (!room || directoryWanted) {
      throw refused(
          destination.shown(to),
          "there is no directory " + destination.shown(directoryWanted ? to : parent));
    }
    return false;
  }

  private Entry named(String path) {
    Entry entry =
        trying(source.shown(path), () -> source.entry(path, true))
            .orElseThrow(() -> refused(source.shown(path), "no such file or directory"));
    if (entry.is(Kind.DIRECTORY) && !recursive) {
      throw CopyFailure.refused(
          "Cannot copy " + source.shown(path), "it is a directory", "Give -r, too.", null);
    }
    if (entry.is(Kind.OTHER)) {
      throw refused(source.shown(path), "it is neither a file nor a directory");
    }
    return entry;
  }

  /** Where a source goes in an existing directory. Of {@code dir/.} it is the content that goes. */
  private String inside(String path, String directory) {
    Optional<String> name = FileTree.lastName(path);
    if (name.isEmpty() && !path.equals(".") && !path.endsWith("/.")) {
      name = FileTree.lastName(trying(source.shown(path), () -> source.realPath(path)));
    }
    return name.map(last -> FileTree.child(directory, last)).orElse(directory);
  }

  private void add(String from, String to, Entry entry, Optional<Entry> existing) {
    if (existing.isPresent() && existing.get().is(Kind.DIRECTORY) != entry.is(Kind.DIRECTORY)) {
      boolean directory = existing.get().is(Kind.DIRECTORY);
      fail(
          destination.shown(to),
          new IOException(
              "there is a "
                  + (directory ? "directory" : "file")
                  + " of that name, and a "
                  + (directory ? "file" : "directory")
                  + " is to be copied"));
      return;
    }
    CopyItem item = new CopyItem(from, to, entry, existing);
    switch (entry.kind()) {
      case FILE -> plan.files().add(item);
      case LINK -> plan.links().add(item);
      case DIRECTORY -> addDirectory(item);
      default -> fail(source.shown(from), new IOException("it is neither a file nor a directory"));
    }
  }

  private void addDirectory(CopyItem directory) {
    try {
      Map<String, Entry> existing =
          directory.existing().isPresent() ? destination.list(directory.to()) : Map.of();
      Map<String, Entry> entries = source.list(directory.from());
      plan.directories().add(directory);
      entries.forEach(
          (name, entry) ->
              addChild(directory, name, entry, Optional.ofNullable(existing.get(name))));
    } catch (IOException unreadable) {
      fail(source.shown(directory.from()), unreadable);
    }
  }

  private void addChild(CopyItem directory, String name, Entry entry, Optional<Entry> there) {
    String to = FileTree.child(directory.to(), name);
    boolean link = there.map(existing -> existing.is(Kind.LINK)).orElse(false);
    try {
      String target = link && entry.is(Kind.FILE) ? followed(to) : to;
      add(
          FileTree.child(directory.from(), name),
          target,
          entry,
          target.equals(to) ? there : destination.entry(target, false));
    } catch (IOException leadsNowhere) {
      fail(destination.shown(to), leadsNowhere);
    }
  }

  /** A link in the destination stays one: what it leads to is written, as cp does. */
  private String followed(String path) throws IOException {
    if (destination.entry(path, false).filter(entry -> entry.is(Kind.LINK)).isEmpty()) {
      return path;
    }
    if (destination.entry(path, true).isEmpty()) {
      throw new IOException("it is a link that leads nowhere");
    }
    return destination.realPath(path);
  }

  private void fail(String file, IOException cause) {
    CopyFailure failure = new CopyFailure(file, cause);
    if (failure.endsAll()) {
      throw failure.error();
    }
    plan.failures().add(failure);
  }

  private static UserError refused(String file, String why) {
    return CopyFailure.refused("Cannot copy " + file, why, "Correct the path.", null);
  }

  /** A question to one of the trees. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws IOException;
  }

  private static <T> T trying(String file, Question<T> question) {
    try {
      return question.ask();
    } catch (IOException failed) {
      throw new CopyFailure(file, failed).error();
    }
  }
}
