package io.sagemakerssh.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library lies beside the program's jar, as in a release. */
class InjectCommandTest {
  @TempDir Path home;
  private Path source;

  @BeforeEach
  void layOut() throws IOException {
    Path library = Files.createDirectory(home.resolve("sagemaker_ssh_helper"));
    Files.writeString(library.resolve("__init__.py"), "");
    Files.writeString(library.resolve("sagemaker-ssh-remote.jar"), "jar");
    source = Files.createDirectory(home.resolve("source"));
    Files.writeString(source.resolve("train.py"), "x = 1\n");
  }

  private ProgramRun run(String... arguments) {
    return ProgramRun.of(home, Map.of(), arguments);
  }

  @Test
  void saysWhatItDidAndThatTheSecondTimeItDidNothing() {
    assertThat(run("inject", source.toString()).out())
        .isEqualTo("Added sagemaker_ssh_helper/ in " + source + " (2 of 2 files, 0.0 MB)\n");
    assertThat(source.resolve("sagemaker_ssh_helper/sagemaker-ssh-remote.jar")).hasContent("jar");

    assertThat(run("inject", source.toString()).out())
        .isEqualTo("Up to date, nothing changed: sagemaker_ssh_helper/ in " + source + "\n");
  }

  @Test
  void aDryRunListsTheFiles() {
    assertThat(run("inject", "--dry-run", source.toString()).out())
        .startsWith(
            "+ sagemaker_ssh_helper/__init__.py\n+ sagemaker_ssh_helper/sagemaker-ssh-remote.jar\n")
        .contains("Would add sagemaker_ssh_helper/");
    assertThat(source.resolve("sagemaker_ssh_helper")).doesNotExist();
  }

  @Test
  void refusesWhatIsNotThereAndWhatMakesNoSense() {
    ProgramRun missing = run("inject", home.resolve("none").toString());
    assertThat(missing.status()).isEqualTo(ExitCode.SOURCES_REFUSED.status());
    assertThat(missing.err()).contains("why: there is no such file or directory");

    ProgramRun output = run("inject", source.toString(), "-o", "other.tar.gz");
    assertThat(output.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(output.err()).contains("--output is for archives");
    assertThat(source.resolve("sagemaker_ssh_helper")).doesNotExist();

    ProgramRun uri = run("inject", "s3:/bucket/key");
    assertThat(uri.status()).isEqualTo(ExitCode.SOURCES_REFUSED.status());
  }
}
