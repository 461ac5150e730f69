package io.sagemakerssh.local.inject;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.local.library.Library;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A user's sources, packed by the system's tar, and a library of a few bytes. */
final class Sources {
  static final String LONG_NAME = "a-directory-with-a-long-name/".repeat(6) + "module.py";

  /** Of the jar, which a class-data archive must find unchanged. */
  static final FileTime TIME = FileTime.from(Instant.parse("2020-02-02T20:20:20Z"));

  private Sources() {}

  /** What {@code lib-dir} would print. */
  static Path libraryDirectory(Path parent) throws IOException {
    Path directory = Files.createDirectories(parent.resolve(Library.NAME));
    write(directory.resolve("__init__.py"), "def setup_and_start_ssh(): pass\n", "rw-r--r--");
    write(directory.resolve("sagemaker-ssh-remote.jar"), "jar", "rw-r--r--");
    write(directory.resolve("sm-wait"), "#!/bin/sh\n", "rwxr-xr-x");
    write(directory.resolve("runtime/lib/modules"), "modules", "rw-r--r--");
    Files.createSymbolicLink(directory.resolve("runtime/legal"), Path.of("lib/modules"));
    Files.setLastModifiedTime(directory.resolve("sagemaker-ssh-remote.jar"), TIME);
    return directory;
  }

  static Library library(Path parent) throws IOException {
    return Library.in(libraryDirectory(parent));
  }

  /** Every kind of file that a repository may have. */
  static Path directory(Path parent) throws IOException {
    Path directory = Files.createDirectories(parent.resolve("source"));
    write(directory.resolve("train.py"), "print('train')\n", "rw-r-----");
    write(directory.resolve("run.sh"), "#!/bin/sh\n", "rwxr-x---");
    write(directory.resolve(LONG_NAME), "x = 1\n", "rw-r--r--");
    write(directory.resolve("naïve ☃.txt"), "snow\n", "rw-r--r--");
    write(directory.resolve("sagemaker_ssh_helper_notes.txt"), "mine\n", "rw-r--r--");
    Files.createSymbolicLink(directory.resolve("latest.py"), Path.of("train.py"));
    Files.createLink(directory.resolve("twin.py"), directory.resolve("train.py"));
    Files.createDirectories(directory.resolve("empty"));
    Files.setLastModifiedTime(
        directory.resolve("train.py"), FileTime.from(Instant.parse("2011-02-03T04:05:06.789Z")));
    return directory;
  }

  static void write(Path file, String text, String permissions) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  /** Runs {@code tar} in a directory. */
  static void tar(Path directory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("tar"));
    command.addAll(List.of(arguments));
    run(directory, command.toArray(String[]::new));
  }

  /** Runs a program in a directory; fails with what it says if it fails. */
  static void run(Path directory, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor()).as(String.join(" ", command) + ": " + said).isZero();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  /** The tar file in an archive, up to its end marker. */
  static byte[] tarBytes(Path archive) throws IOException {
    byte[] bytes =
        new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(archive))).readAllBytes();
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  /** Path, kind, mode, time and content of all that is in a directory. */
  static Map<String, String> snapshot(Path directory) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      paths.forEach(path -> files.put(directory.relativize(path).toString(), describe(path)));
    }
    files.remove("");
    return files;
  }

  private static String describe(Path path) {
    try {
      String mode =
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
      if (Files.isSymbolicLink(path)) {
        return "-> " + Files.readSymbolicLink(path);
      }
      if (Files.isDirectory(path)) {
        return mode;
      }
      return mode + " " + Files.getLastModifiedTime(path) + " " + Files.readString(path);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
