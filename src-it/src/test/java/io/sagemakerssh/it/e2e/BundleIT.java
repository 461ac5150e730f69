package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle, however it came to its place. */
class BundleIT {
  private static final Map<String, String> PATH = Map.of("PATH", System.getenv("PATH"));

  /** Prints the files that the daemon has mapped. */
  private static final String MAPS =
      "cat \"/proc/$(sed 's/^{\"pid\":\\([0-9]*\\).*/\\1/' \"$SM_SSH_HOME/run/status.json\")/maps\"";

  @TempDir Path directory;

  /** Java would be silent if it did not. */
  @Test
  void usesItsArchiveOfClassesAfterAPlainCopy() throws IOException {
    run(Repository.root() + "/scripts/bundle");
    Path copy = directory.resolve("copy");
    run("cp", "-R", Repository.bundle().toString(), copy.toString());

    try (Cloud cloud = Cloud.start(directory)) {
      Laptop laptop = cloud.laptop("alice");
      Job job = cloud.createContainerJob("copied", List.of(copy + "/sm-run", "true"));
      assertThat(laptop.training("exec", job.name(), "--", MAPS).run().succeeded().out())
          .contains(copy + "/sagemaker-ssh-remote.jsa");
    }
  }

  private static void run(String... command) {
    new Program(Repository.root(), PATH, List.of(command)).run().succeeded();
  }
}
