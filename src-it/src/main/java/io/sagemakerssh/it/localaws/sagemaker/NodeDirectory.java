package io.sagemakerssh.it.localaws.sagemaker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of one node: what a container would have at {@code /opt/ml}, and a home directory.
 *
 * @param root private to the node
 */
record NodeDirectory(Path root) {

  /**
   * Lays out a node's directories anew.
   *
   * @throws IOException if the disk does not allow it
   */
  static NodeDirectory create(Path root) throws IOException {
    if (Files.exists(root)) {
      delete(root);
    }
    Files.createDirectories(root.getParent());
    Files.createDirectory(
        root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    NodeDirectory node = new NodeDirectory(root);
    for (Path directory :
        List.of(
            node.config(),
            node.data(),
            node.code(),
            node.model(),
            node.outputData(),
            node.checkpoints(),
            node.home())) {
      Files.createDirectories(directory);
    }
    return node;
  }

  /** What {@code SAGEMAKER_BASE_DIR} names. */
  Path base() {
    return root.resolve("opt/ml");
  }

  Path input() {
    return base().resolve("input");
  }

  Path config() {
    return input().resolve("config");
  }

  Path data() {
    return input().resolve("data");
  }

  Path channel(String name) {
    return data().resolve(name);
  }

  Path code() {
    return base().resolve("code");
  }

  Path model() {
    return base().resolve("model");
  }

  Path output() {
    return base().resolve("output");
  }

  Path outputData() {
    return output().resolve("data");
  }

  /** Where a program says why it failed. */
  Path failure() {
    return output().resolve("failure");
  }

  Path checkpoints() {
    return base().resolve("checkpoints");
  }

  Path home() {
    return root.resolve("home");
  }

  /** Where the helper keeps what it cannot share with the machine. */
  Path sshHome() {
    return root.resolve("sm-ssh");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
