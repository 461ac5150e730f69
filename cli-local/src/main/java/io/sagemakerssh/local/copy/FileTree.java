package io.sagemakerssh.local.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * The files of one of the two machines. Paths are POSIX paths as the user writes them, relative to
 * where that machine's user is. Used by several threads.
 */
public interface FileTree {
  /** What is there; nothing if there is nothing. */
  Optional<Entry> entry(String path, boolean followLink) throws IOException;

  /** What a directory holds, by name and in order; links are not followed. */
  Map<String, Entry> list(String directory) throws IOException;

  /** The path without links and relative parts. */
  String realPath(String path) throws IOException;

  /** Where a link leads, as it is written in it. */
  String readLink(String path) throws IOException;

  void createLink(String path, String target) throws IOException;

  /** Makes a directory that only its owner may use yet. */
  void createDirectory(String path) throws IOException;

  /** A file's content from a place on. */
  InputStream read(String path, long offset) throws IOException;

  /**
   * Writes a file from a place on, which is its end or its beginning; at the beginning, what was in
   * it is lost. When the stream has been closed, all is written.
   */
  OutputStream write(String path, long offset) throws IOException;

  void setAttributes(String path, int permissions, long modified) throws IOException;

  /** Gives a file another name; a file that has it already is replaced, in one step. */
  void replace(String from, String to) throws IOException;

  void delete(String path) throws IOException;

  /** SHA-256 of so many bytes of a file from a place on, in hexadecimal. */
  String digest(String path, long offset, long length) throws IOException;

  /** The path as the user would write it. */
  String shown(String path);

  /** A name that means this file in other runs of the program, too. */
  String identity(String path);

  /** The failure of a write, or the reason for it that the failure does not tell. */
  IOException explained(IOException failure, String path);

  /** A name in a directory. */
  static String child(String directory, String name) {
    return directory.isEmpty()
        ? name
        : directory.endsWith("/") ? directory + name : directory + "/" + name;
  }

  /** The last name of a path; none if it is the root or a relative part such as {@code ..}. */
  static Optional<String> lastName(String path) {
    String trimmed = path.replaceAll("/+$", "");
    String name = trimmed.substring(trimmed.lastIndexOf('/') + 1);
    return name.isEmpty() || name.equals(".") || name.equals("..")
        ? Optional.empty()
        : Optional.of(name);
  }

  /** The directory that a path's last name is in. */
  static String parent(String path) {
    int slash = path.replaceAll("/+$", "").lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash + 1);
  }
}
