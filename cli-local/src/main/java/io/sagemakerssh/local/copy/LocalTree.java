package io.sagemakerssh.local.copy;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.sagemakerssh.local.library.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** This machine's files. */
public final class LocalTree implements FileTree {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path base;
  private final String owner;

  /**
   * A tree.
   *
   * @param base where relative paths begin
   * @param owner what no other user of another machine is called: paths there may be the same
   */
  public LocalTree(Path base, String owner) {
    this.base = base;
    this.owner = owner;
  }

  @Override
  public Optional<Entry> entry(String path, boolean followLink) throws IOException {
    LinkOption[] options = followLink ? new LinkOption[0] : new LinkOption[] {NOFOLLOW_LINKS};
    try {
      PosixFileAttributes found =
          Files.readAttributes(path(path), PosixFileAttributes.class, options);
      return Optional.of(
          new Entry(
              kind(found),
              found.size(),
              bits(found.permissions()),
              found.lastModifiedTime().to(TimeUnit.SECONDS)));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (FileSystemLoopException loop) {
      throw new IOException("it is a link that leads to itself", loop);
    }
  }

  private static Entry.Kind kind(PosixFileAttributes found) {
    if (found.isRegularFile()) {
      return Entry.Kind.FILE;
    }
    if (found.isDirectory()) {
      return Entry.Kind.DIRECTORY;
    }
    return found.isSymbolicLink() ? Entry.Kind.LINK : Entry.Kind.OTHER;
  }

  /** The nine bits stand in the order of the enumeration, highest first. */
  private static int bits(Set<PosixFilePermission> permissions) {
    return permissions.stream().mapToInt(one -> 0400 >> one.ordinal()).sum();
  }

  private static Set<PosixFilePermission> permissions(int bits) {
    EnumSet<PosixFilePermission> permissions = EnumSet.allOf(PosixFilePermission.class);
    permissions.removeIf(one -> (bits & 0400 >> one.ordinal()) == 0);
    return permissions;
  }

  @Override
  public Map<String, Entry> list(String directory) throws IOException {
    Map<String, Entry> entries = new TreeMap<>();
    try (Stream<Path> found = Files.list(path(directory))) {
      for (Path file : found.toList()) {
        entry(file.toString(), false)
            .ifPresent(entry -> entries.put(file.getFileName().toString(), entry));
      }
    }
    return entries;
  }

  @Override
  public String realPath(String path) throws IOException {
    return path(path).toRealPath().toString();
  }

  @Override
  public String readLink(String path) throws IOException {
    return Files.readSymbolicLink(path(path)).toString();
  }

  @Override
  public void createLink(String path, String target) throws IOException {
    Files.createSymbolicLink(path(path), Path.of(target));
  }

  @Override
  public void createDirectory(String path) throws IOException {
    Files.createDirectory(path(path), PRIVATE_DIRECTORY);
  }

  @Override
  public InputStream read(String path, long offset) throws IOException {
    return Channels.newInputStream(Files.newByteChannel(path(path)).position(offset));
  }

  @Override
  public OutputStream write(String path, long offset) throws IOException {
    SeekableByteChannel channel =
        Files.newByteChannel(
            path(path),
            EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PRIVATE_FILE);
    return Channels.newOutputStream(offset == 0 ? channel.truncate(0) : channel.position(offset));
  }

  @Override
  public void setAttributes(String path, int permissions, long modified) throws IOException {
    Files.setPosixFilePermissions(path(path), permissions(permissions));
    Files.setLastModifiedTime(path(path), FileTime.from(modified, TimeUnit.SECONDS));
  }

  @Override
  public void replace(String from, String to) throws IOException {
    Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String path) throws IOException {
    Files.delete(path(path));
  }

  @Override
  public String digest(String path, long offset, long length) throws IOException {
    try (InputStream content = read(path, offset)) {
      return Sha256.ofFirst(content, length);
    }
  }

  @Override
  public String shown(String path) {
    return path;
  }

  @Override
  public String identity(String path) {
    return owner + ":" + path(path).normalize();
  }

  @Override
  public IOException explained(IOException failure, String path) {
    return failure;
  }

  private Path path(String path) {
    return base.resolve(path);
  }
}
