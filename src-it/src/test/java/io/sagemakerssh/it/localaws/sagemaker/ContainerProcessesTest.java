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
  void seesWhoHoldsThePipeThoughItOpensAndClosesOthers() throws IOException {
    Path pipe = Files.createFile(directory.toRealPath().resolve("pipe"));
    String others = "exec 3<&0 4<&0 5<&0 6<&0 7<&0 8<&0; exec 3<&- 4<&- 5<&- 6<&- 7<&- 8<&-";
    String busy = "exec 9> " + pipe + "; echo; while :; do " + others + "; done";
    Process process = new ProcessBuilder("sh", "-c", busy).start();
    try {
      process.inputReader().readLine();
      ContainerProcesses processes = new ContainerProcesses("mine", pipe, NO_SESSION);

      for (int look = 0; look < LOOKS / 6; look++) {
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
