package io.sagemakerssh.local.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryDirectoryTest {
  @TempDir Path directory;

  private static Path library(Path parent) throws IOException {
    Path library = Files.createDirectories(parent.resolve("sagemaker_ssh_helper"));
    Files.createFile(library.resolve("__init__.py"));
    return library;
  }

  @Test
  void liesBesideTheJar() throws IOException {
    Path library = library(directory);

    assertThat(new LibraryDirectory(directory.resolve("local.jar")).path()).isEqualTo(library);
  }

  @Test
  void liesWhereACheckoutBuildsIt() throws IOException {
    Path library = library(directory.resolve("cli-remote/target"));

    assertThat(new LibraryDirectory(directory.resolve("cli-local/target/local.jar")).path())
        .isEqualTo(library);
    assertThat(new LibraryDirectory(directory.resolve("cli-local/target/classes")).path())
        .isEqualTo(library);
  }

  @Test
  void isTheBundleUnlessThatIsOfAnEarlierBuild() throws IOException {
    Path built = library(directory.resolve("cli-remote/target"));
    Path bundle = library(directory.resolve("cli-remote/target/bundle"));
    LibraryDirectory library = new LibraryDirectory(directory.resolve("cli-local/target/l.jar"));
    Path builtJar = Files.createFile(built.resolve("sagemaker-ssh-remote.jar"));
    Path archive = Files.createFile(bundle.resolve("sagemaker-ssh-remote.jsa"));
    Files.setLastModifiedTime(builtJar, FileTime.fromMillis(2_000));

    Files.setLastModifiedTime(archive, FileTime.fromMillis(3_000));
    assertThat(library.path()).isEqualTo(bundle);

    Files.setLastModifiedTime(archive, FileTime.fromMillis(1_000));
    assertThat(library.path()).isEqualTo(built);
  }

  @Test
  void anEmptyDirectoryOfThatNameIsNoLibrary() throws IOException {
    Files.createDirectories(directory.resolve("sagemaker_ssh_helper"));

    assertThatThrownBy(() -> new LibraryDirectory(directory.resolve("local.jar")).path())
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.why()).contains(directory.toString()));
  }
}
