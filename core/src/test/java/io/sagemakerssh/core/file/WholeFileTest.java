package io.sagemakerssh.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path directory;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void createsWithTheGivenModeAndLeavesNothingElse() throws IOException {
    Path file = directory.resolve("key");

    WholeFile.create(file, bytes("secret"), WholeFile.PRIVATE);

    assertThat(file).hasContent("secret");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(WholeFile.PRIVATE);
    assertThat(directory).isDirectoryContaining("glob:**key");
    assertThat(directory.toFile().list()).containsExactly("key");
  }

  @Test
  void neverWritesOverAFileThatItWasToCreate() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "mine");

    assertThatThrownBy(() -> WholeFile.create(file, bytes("other"), WholeFile.PRIVATE))
        .isInstanceOf(FileAlreadyExistsException.class);

    assertThat(file).hasContent("mine");
    assertThat(directory.toFile().list()).containsExactly("key");
  }

  @Test
  void replacesWholly() throws IOException {
    Path file = Files.writeString(directory.resolve("config"), "a longer old text");

    WholeFile.replace(file, bytes("new"), WholeFile.PUBLIC);

    assertThat(file).hasContent("new");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(WholeFile.PUBLIC);
  }
}
