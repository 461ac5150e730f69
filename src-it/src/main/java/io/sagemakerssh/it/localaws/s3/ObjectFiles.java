package io.sagemakerssh.it.localaws.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/** The files that hold objects' bytes, in one directory, under names of our own choice. */
final class ObjectFiles {
  private final Path directory;

  ObjectFiles(Path directory) {
    this.directory = directory;
  }

  Path write(byte[] body) {
    try {
      return Files.write(fresh(), body, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to write an object but failed", e);
    }
  }

  /** Writes the bytes of several files one behind the other. */
  Path join(List<Path> files) {
    try {
      Path joined = fresh();
      try (OutputStream out = Files.newOutputStream(joined, StandardOpenOption.CREATE_NEW)) {
        for (Path file : files) {
          Files.copy(file, out);
        }
      }
      return joined;
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to join an object's parts but failed", e);
    }
  }

  byte[] read(Path file, ByteRange range) {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(range.length()));
      channel.position(range.first());
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // read until full
      }
      return bytes.array();
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to read an object but failed", e);
    }
  }

  void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to delete an object's file but failed", e);
    }
  }

  private Path fresh() throws IOException {
    return Files.createDirectories(directory).resolve(UUID.randomUUID().toString());
  }
}
