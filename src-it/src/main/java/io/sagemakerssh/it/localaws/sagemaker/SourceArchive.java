package io.sagemakerssh.it.localaws.sagemaker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** {@code sourcedir.tar.gz}: unpacks nothing outside the directory it is given. */
final class SourceArchive {
  private static final int OWNER_EXECUTES = 0100;

  private final byte[] archive;

  SourceArchive(byte[] archive) {
    this.archive = archive;
  }

  /**
   * Unpacks into an existing directory.
   *
   * @throws JobFailure if it is no such archive or has an entry that would lie, or point, outside
   */
  void unpack(Path directory) throws IOException {
    Path root = directory.toRealPath();
    try (TarArchiveInputStream entries = new TarArchiveInputStream(unzipped())) {
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        unpack(entry, entries, root);
      }
    } catch (FileAlreadyExistsException | InvalidPathException contradictory) {
      throw refused("has contradictory entries: " + contradictory.getMessage());
    } catch (IllegalArgumentException malformed) {
      throw refused("is malformed: " + malformed.getMessage());
    }
  }

  private InputStream unzipped() {
    try {
      return new GZIPInputStream(new ByteArrayInputStream(archive));
    } catch (IOException notCompressed) {
      throw refused("is not compressed with gzip");
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path root)
      throws IOException {
    Path target = inside(root, root.resolve(entry.getName()), entry);
    if (target.equals(root)) {
      return;
    }
    Files.createDirectories(target.getParent());
    if (!target.getParent().toRealPath().startsWith(root)) {
      throw refused("has an entry outside: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
    } else if (entry.isSymbolicLink()) {
      inside(root, target.resolveSibling(entry.getLinkName()), entry);
      Files.deleteIfExists(target);
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Path linked = inside(root, root.resolve(entry.getLinkName()), entry);
      inside(root, linked.toRealPath(), entry);
      Files.deleteIfExists(target);
      Files.createLink(target, linked);
    } else if (entry.isFile()) {
      // An existing link would otherwise be written through.
      if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(target);
      }
      Files.copy(content, target);
      Files.setPosixFilePermissions(target, permissions(entry.getMode()));
      Files.setLastModifiedTime(target, entry.getLastModifiedTime());
    } else {
      throw refused("has an entry that is neither file, directory nor link: " + entry.getName());
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions =
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ);
    if ((mode & OWNER_EXECUTES) != 0) {
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    return permissions;
  }

  private static Path inside(Path root, Path path, TarArchiveEntry entry) {
    Path normal = path.normalize();
    if (!normal.startsWith(root)) {
      throw refused("has an entry outside: " + entry.getName());
    }
    return normal;
  }

  private static JobFailure refused(String why) {
    return JobFailure.ofClient("sourcedir.tar.gz " + why);
  }
}
