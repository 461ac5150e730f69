package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scripts/package} makes, unpacked: nothing is installed on this machine. */
class DebianPackageIT {
  @TempDir Path directory;

  private Outcome run(String... command) {
    Map<String, String> environment =
        Map.of("HOME", directory.toString(), "PATH", System.getenv("PATH"));
    return new Program(directory, environment, List.of(command)).run().succeeded();
  }

  @Test
  void thePackageHoldsAProgramThatRunsAndSaysWhatItNeeds() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-deb")), "no dpkg-deb");
    String script = Repository.root().resolve("scripts/package").toString();
    String file = Repository.root().resolve(run(script, "--no-build").out().strip()).toString();

    Path root = directory.resolve("root");
    run("dpkg-deb", "-x", file, root.toString());
    Path command = root.resolve("usr/bin/sm-local-ssh-training");

    String version = run(command.toString(), "--version").out().replaceFirst(".* ", "").strip();
    assertThat(run("dpkg-deb", "-f", file, "Version").out().strip()).isEqualTo(version);
    assertThat(run("dpkg-deb", "-f", file, "Depends").out()).contains("java17-runtime-headless");
    assertThat(Path.of(run(command.toString(), "lib-dir").out().strip(), "__init__.py"))
        .isRegularFile();
    assertThat(root.resolve("usr/share/man/man1/sm-local-ssh-training-connect.1.gz"))
        .isNotEmptyFile();
    assertThat(root.resolve("usr/share/zsh/vendor-completions/_sm-local-ssh-training"))
        .isNotEmptyFile();
  }
}
