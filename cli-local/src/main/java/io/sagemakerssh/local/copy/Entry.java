package io.sagemakerssh.local.copy;

/**
 * What stands under a name in a {@link FileTree}.
 *
 * @param size in bytes
 * @param permissions the nine lowest bits of a mode
 * @param modified seconds since 1970
 */
public record Entry(Kind kind, long size, int permissions, long modified) {
  /** Kinds of files. */
  public enum Kind {
    FILE,
    DIRECTORY,
    LINK,
    /** Sockets, pipes and devices, which have no content to copy. */
    OTHER
  }

  static final int PERMISSIONS = 0777;

  boolean is(Kind other) {
    return kind == other;
  }

  /** Whether the content may be taken for the same without reading it, as rsync does. */
  boolean looksLike(Entry other) {
    return is(Kind.FILE) && other.is(Kind.FILE) && size == other.size && modified == other.modified;
  }
}
