package io.sagemakerssh.local.inject;

import io.sagemakerssh.local.library.LibraryFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** The library's files as the end of a tar file: the same bytes whenever it is made. */
public final class TarEnd {
  private static final int PROGRAM = TarArchiveEntry.DEFAULT_DIR_MODE & 0777;
  private static final int PLAIN = TarArchiveEntry.DEFAULT_FILE_MODE & 0777;

  private TarEnd() {}

  /** Writes the files and the end of the archive; leaves the stream open. */
  public static void write(List<LibraryFile> files, OutputStream out) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    for (LibraryFile file : files) {
      tar.putArchiveEntry(entry(file));
      try (InputStream content = file.content().open()) {
        content.transferTo(tar);
      }
      tar.closeArchiveEntry();
    }
    tar.finish();
    tar.flush();
  }

  private static TarArchiveEntry entry(LibraryFile file) {
    TarArchiveEntry entry =
        file.target().isPresent()
            ? new TarArchiveEntry(file.path(), TarConstants.LF_SYMLINK)
            : new TarArchiveEntry(file.path());
    file.target().ifPresent(entry::setLinkName);
    entry.setSize(file.size());
    entry.setMode(file.executable() ? PROGRAM : PLAIN);
    entry.setLastModifiedTime(
        FileTime.from(file.time().toInstant().truncatedTo(ChronoUnit.SECONDS)));
    entry.setUserName("");
    entry.setGroupName("");
    return entry;
  }
}
