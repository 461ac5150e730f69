package io.sagemakerssh.local.copy;

import io.sagemakerssh.local.copy.Entry.Kind;
import io.sagemakerssh.local.library.Sha256;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Copies one file so that its name appears when all of it is there, and what it replaces stays
 * until then. A copy that broke leaves a part beside it, which the next run continues if it is the
 * beginning of the same content.
 */
final class FileCopy {
  /** Less than this is sooner sent again than compared. */
  static final long WORTH_CONTINUING = 1 << 20;

  private static final int NAME_DIGITS = 16;

  private final FileTree source;
  private final FileTree destination;
  private final CopyLocks locks;

  FileCopy(FileTree source, FileTree destination, CopyLocks locks) {
    this.source = source;
    this.destination = destination;
    this.locks = locks;
  }

  void copy(CopyItem item, Carrier carrier, Progress progress) throws IOException {
    if (item.isThere()) {
      Entry there = item.existing().orElseThrow();
      if (there.permissions() != item.entry().permissions()) {
        destination.setAttributes(item.to(), item.entry().permissions(), item.entry().modified());
      }
      progress.found(item.entry().size());
      return;
    }
    String part = part(item);
    FileLock lock = locks.take(destination.identity(part));
    try {
      write(item, part, carrier, progress);
    } finally {
      lock.release();
    }
  }

  private void write(CopyItem item, String part, Carrier carrier, Progress progress)
      throws IOException {
    long begin = begin(item, part);
    progress.found(begin);
    try {
      carrier.carry(item, part, begin, progress);
    } catch (IOException failed) {
      throw destination.explained(failed, part);
    }
    long length = destination.entry(part, false).map(Entry::size).orElse(-1L);
    if (length != item.entry().size()) {
      throw new IOException(length + " of " + item.entry().size() + " bytes arrived");
    }
    destination.setAttributes(part, item.entry().permissions(), item.entry().modified());
    destination.replace(part, item.to());
  }

  /** The same for every run of the same copy, and for no other. */
  String part(CopyItem item) throws IOException {
    String identity = source.identity(item.from()) + "\0" + item.to();
    String digest = Sha256.of(out -> out.write(identity.getBytes(StandardCharsets.UTF_8)));
    return FileTree.parent(item.to()) + ".sm-cp-" + digest.substring(0, NAME_DIGITS) + ".part";
  }

  /** Where to go on; what a part holds that is of no use is gone then. */
  private long begin(CopyItem item, String part) throws IOException {
    Optional<Entry> found = destination.entry(part, false);
    if (found.isEmpty()) {
      return 0;
    }
    long length = found.get().size();
    long begin =
        found.get().is(Kind.FILE) && length >= WORTH_CONTINUING && length <= item.entry().size()
            ? common(item.from(), part, length)
            : 0;
    if (begin < WORTH_CONTINUING) {
      destination.delete(part);
      return 0;
    }
    return begin;
  }

  /**
   * How far a part is the beginning of the file, to the mebibyte. A copy through S3 that broke may
   * have left a gap near the end of it.
   */
  private long common(String from, String part, long length) throws IOException {
    if (same(from, part, 0, length)) {
      return length;
    }
    long equal = Math.max(0, length - S3Carrier.MOST_UNDER_WAY);
    if (equal > 0 && !same(from, part, 0, equal)) {
      return 0;
    }
    long differing = length;
    while (differing - equal > WORTH_CONTINUING) {
      long middle = equal + (differing - equal) / 2;
      if (same(from, part, equal, middle - equal)) {
        equal = middle;
      } else {
        differing = middle;
      }
    }
    return equal;
  }

  private boolean same(String from, String part, long offset, long length) throws IOException {
    return source.digest(from, offset, length).equals(destination.digest(part, offset, length));
  }
}
