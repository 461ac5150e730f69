package io.sagemakerssh.it.localaws.sagemaker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The files of the same directory on several nodes, as one {@code .tar.gz}; without links. */
final class DirectoryArchive {
  private final Map<String, Path> files = new TreeMap<>();

  /**
   * @param directories of one name in two of them, the first counts
   */
  DirectoryArchive(List<Path> directories) throws IOException {
    for (Path directory : directories) {
      try (Stream<Path> paths = Files.walk(directory)) {
        paths
            .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
            .forEach(path -> files.putIfAbsent(directory.relativize(path).toString(), path));
      }
    }
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      for (Map.Entry<String, Path> file : files.entrySet()) {
        tar.putArchiveEntry(new TarArchiveEntry(file.getValue(), file.getKey()));
        Files.copy(file.getValue(), tar);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
