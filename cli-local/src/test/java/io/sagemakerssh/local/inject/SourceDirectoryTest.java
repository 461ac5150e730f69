package io.sagemakerssh.local.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.library.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceDirectoryTest {
  @TempDir Path temporary;
  private Path source;
  private Library library;

  @BeforeEach
  void makeSources() throws IOException {
    source = Sources.directory(temporary);
    library = Sources.library(temporary.resolve("release"));
  }

  private Change inject(boolean dryRun, boolean replace) {
    return new Injection(library, dryRun, replace)
        .into(new SourceDirectory(source), source.toString());
  }

  @Test
  void addsTheLibraryAndNothingElse() throws IOException {
    Map<String, String> before = Sources.snapshot(source);

    Change change = inject(false, false);

    assertThat(change.added()).hasSize(5);
    Map<String, String> after = Sources.snapshot(source);
    assertThat(after).containsAllEntriesOf(before);
    after.keySet().removeAll(before.keySet());
    assertThat(after.keySet()).allMatch(path -> path.startsWith("sagemaker_ssh_helper"));
    assertThat(after)
        .containsEntry("sagemaker_ssh_helper/runtime/legal", "-> lib/modules")
        .containsEntry("sagemaker_ssh_helper", "rwxr-xr-x");
    assertThat(after.get("sagemaker_ssh_helper/sm-wait")).startsWith("rwxr-xr-x");
    assertThat(after.get("sagemaker_ssh_helper/sagemaker-ssh-remote.jar"))
        .isEqualTo("rw-r--r-- " + Sources.TIME + " jar");
  }

  @Test
  void aSecondRunWritesNothing() throws IOException {
    inject(false, false);
    Map<String, String> before = Sources.snapshot(source);

    assertThat(inject(false, false).isEmpty()).isTrue();

    assertThat(Sources.snapshot(source)).isEqualTo(before);
  }

  @Test
  void pythonsBytecodeIsNoReasonToWrite() throws IOException {
    inject(false, false);
    Sources.write(
        source.resolve("sagemaker_ssh_helper/__pycache__/__init__.cpython-311.pyc"),
        "code",
        "rw-r--r--");

    assertThat(inject(false, false).isEmpty()).isTrue();
  }

  @Test
  void refreshesWhatIsOld() throws IOException {
    inject(false, false);
    Sources.write(source.resolve("sagemaker_ssh_helper/sm-wait"), "old", "rw-r--r--");

    assertThat(inject(false, false).replaced()).containsExactly("sagemaker_ssh_helper/sm-wait");

    assertThat(source.resolve("sagemaker_ssh_helper/sm-wait")).hasContent("#!/bin/sh\n");
    assertThat(Files.list(source).filter(path -> path.getFileName().toString().startsWith(".")))
        .isEmpty();
  }

  @Test
  void aDryRunWritesNothing() throws IOException {
    Map<String, String> before = Sources.snapshot(source);

    assertThat(inject(true, false).added()).contains("sagemaker_ssh_helper/sm-wait");

    assertThat(Sources.snapshot(source)).isEqualTo(before);
  }

  @Test
  void losesNoFileOfTheUsersUnlessTold() throws IOException {
    Sources.write(source.resolve("sagemaker_ssh_helper/notes.txt"), "mine", "rw-r--r--");
    Map<String, String> before = Sources.snapshot(source);

    assertThatThrownBy(() -> inject(false, false))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.SOURCES_REFUSED);
              assertThat(error.why()).contains("sagemaker_ssh_helper/notes.txt");
              assertThat(error.advice()).contains("--replace");
            });
    assertThat(Sources.snapshot(source)).isEqualTo(before);

    inject(false, true);

    assertThat(source.resolve("sagemaker_ssh_helper/notes.txt")).doesNotExist();
  }

  @Test
  void refusesALinkInItsPlace() throws IOException {
    Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
    Files.createSymbolicLink(source.resolve(Library.NAME), elsewhere);

    assertThatThrownBy(() -> new SourceDirectory(source))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> assertThat(error.exitCode()).isEqualTo(ExitCode.SOURCES_REFUSED));
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void refusesTheLibraryDirectoryItself() {
    assertThatThrownBy(() -> new SourceDirectory(temporary.resolve("release/" + Library.NAME)))
        .isInstanceOf(UserError.class);
  }
}
