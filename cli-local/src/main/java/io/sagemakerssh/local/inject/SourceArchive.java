package io.sagemakerssh.local.inject;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.local.inject.TarLayout.Member;
import io.sagemakerssh.local.library.Library;
import io.sagemakerssh.local.library.LibraryFile;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * A job's sources as {@code sourcedir.tar.gz}, unpacked by one layer into a temporary file, until
 * closed.
 */
public final class SourceArchive implements AutoCloseable {
  private static final int OWNER_EXECUTES = 0100;

  private final String name;
  private final Scratch scratch;
  private final GzipParameters gzip;
  private final TarLayout layout;

  private SourceArchive(String name, Scratch scratch, GzipParameters gzip, TarLayout layout) {
    this.name = name;
    this.scratch = scratch;
    this.gzip = gzip;
    this.layout = layout;
  }

  /**
   * Opens an archive.
   *
   * @param name what the user calls it
   * @throws UserError with {@link ExitCode#SOURCES_REFUSED} if it is no such archive
   */
  public static SourceArchive open(Path file, String name) {
    Scratch scratch = Scratch.make();
    try {
      Path unzipped = scratch.file("sources.tar");
      GzipParameters gzip = unzip(file, unzipped);
      TarLayout layout = TarLayout.read(unzipped);
      SourceArchive archive = new SourceArchive(name, scratch, gzip, layout);
      archive.demandDirectory();
      return archive;
    } catch (MalformedSourcesException malformed) {
      scratch.close();
      throw refused(name, malformed.getMessage());
    } catch (IOException failure) {
      scratch.close();
      throw FileFailure.writing("Cannot unpack " + name, file, failure);
    }
  }

  /** The text of a file of the user's; empty if there is no such file. */
  public Optional<String> text(String path) {
    try {
      for (Member member : layout.members()) {
        if (member.path().equals(path) && isPlain(member)) {
          try (InputStream content = layout.content(member)) {
            return Optional.of(new String(content.readAllBytes(), StandardCharsets.UTF_8));
          }
        }
      }
      return Optional.empty();
    } catch (IOException failure) {
      throw refused(name, FileFailure.reason(failure));
    }
  }

  /** What {@link #write} would change. */
  public Change change(Library library) {
    Map<String, LibraryFile> present = new TreeMap<>();
    for (Member member : layout.members()) {
      if (library.owns(member.path()) && !member.entry().isDirectory()) {
        present.put(member.path(), present(member));
      }
    }
    try {
      return Change.between(library, present);
    } catch (IOException failure) {
      throw refused(name, FileFailure.reason(failure));
    }
  }

  /**
   * Writes the archive with the library at its end. All that is not the library's stays what it is,
   * byte for byte, and in its order.
   */
  public void write(Library library, OutputStream out) throws IOException {
    try (OutputStream tar =
        new BufferedOutputStream(new GzipCompressorOutputStream(out, gzip), 1 << 16)) {
      for (Member member : layout.members()) {
        if (library.owns(member.path())) {
          layout.copyGlobalHeaders(member, tar);
        } else {
          layout.copy(member, tar);
        }
      }
      TarEnd.write(library.files(), tar);
    }
  }

  @Override
  public void close() {
    try {
      layout.close();
    } catch (IOException onlyRead) {
      // Nothing is lost by it.
    }
    scratch.close();
  }

  private LibraryFile present(Member member) {
    boolean executable = (member.entry().getMode() & OWNER_EXECUTES) != 0;
    FileTime time = member.entry().getLastModifiedTime();
    return isPlain(member)
        ? LibraryFile.plain(
            member.path(), executable, member.entry().getSize(), time, () -> layout.content(member))
        : LibraryFile.link(member.path(), member.entry().getLinkName(), time);
  }

  private static boolean isPlain(Member member) {
    TarArchiveEntry entry = member.entry();
    return entry.isFile() && !entry.isSymbolicLink() && !entry.isLink() && !entry.isSparse();
  }

  /** The library cannot be unpacked into what is no directory. */
  private void demandDirectory() throws MalformedSourcesException {
    if (layout.members().isEmpty()) {
      throw new MalformedSourcesException("it holds nothing");
    }
    for (Member member : layout.members()) {
      if (member.path().equals(Library.NAME) && !member.entry().isDirectory()) {
        throw new MalformedSourcesException("its " + Library.NAME + " is no directory");
      }
    }
  }

  private static GzipParameters unzip(Path file, Path unzipped) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = Files.newOutputStream(unzipped)) {
      GzipCompressorInputStream zipped;
      try {
        zipped =
            GzipCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(true)
                .get();
      } catch (IOException notZipped) {
        throw new MalformedSourcesException("it is not compressed with gzip");
      }
      GzipParameters first = header(zipped.getMetaData());
      copy(zipped, out);
      return first;
    }
  }

  private static void copy(InputStream zipped, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    while (true) {
      int count;
      try {
        count = zipped.read(buffer);
      } catch (EOFException cutOff) {
        throw new MalformedSourcesException("it is cut off");
      } catch (IOException damaged) {
        throw new MalformedSourcesException("it is damaged: " + damaged.getMessage());
      }
      if (count < 0) {
        return;
      }
      out.write(buffer, 0, count);
    }
  }

  /** What the header of the compressed file says, to say it again. */
  private static GzipParameters header(GzipParameters found) {
    GzipParameters kept = new GzipParameters();
    kept.setFileName(found.getFileName());
    kept.setComment(found.getComment());
    kept.setModificationTime(found.getModificationTime());
    kept.setOS(found.getOS());
    return kept;
  }

  private static UserError refused(String name, String why) {
    return new UserError(
        ExitCode.SOURCES_REFUSED,
        "Cannot use the sources " + name,
        why,
        "Make them anew: tar -czf sourcedir.tar.gz -C <source_dir> .");
  }
}
