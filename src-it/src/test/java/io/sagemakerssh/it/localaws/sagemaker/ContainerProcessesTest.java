package io.sagemakerssh.it.localaws.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerProcessesTest {
  private static final int LOOKS = 300;
  private static final long NO_SESSION = -1;

  @TempDir Path directory;

  /** As a daemon does that a container has just started when it is ended. */
  @Test
  void seesAProcessThatChangesItsProgram() throws IOException {
    Path script = directory.resolve("again");
    Files.writeString(script, "exec sh " + script);
    ProcessBuilder builder = new ProcessBuilder("sh", script.toString());
    builder.environment().put(ContainerProcesses.MARK, "mine");
    Process process = builder.start();
    try {
      ContainerProcesses processes =
          new ContainerProcesses("mine", Path.of("/no/pipe"), NO_SESSION);

      for (int look = 0; look < LOOKS; look++) {
        assertThat(processes.all()).as("look %d", look).contains(process.toHandle());
      }
    } finally {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  @Test
  void passesOverWhatIsNotMarked() throws IOException {
    Process process = new ProcessBuilder("sleep", "1000").start();
    try {
      assertThat(new ContainerProcesses("mine", Path.of("/no/pipe"), NO_SESSION).all()).isEmpty();
    } finally {
      process.destroyForcibly();
      process.onExit().join();
    }
  }
}
