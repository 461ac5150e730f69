package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code top} of a job of two nodes, whose containers have GPUs, as far as nvidia-smi goes. */
class TopIT {
  private static final String OTHER_SCREEN = "\033[?1049h";
  private static final String OWN_SCREEN = "\033[?1049l";
  private static final String CURSOR = "\033[?25h";
  private static final String HIDDEN_CURSOR = "\033[?25l";
  private static final String CTRL_Z = "\032";

  /** Earlier keys may get lost. */
  private static final String PROMPT = "bash-";

  /** Tells, a line each, whether lines are read and shown as they are typed. */
  private static final String HOW_IT_IS =
      "stty -a | tr -s ' ;' '\\n' | grep -xE -e '-?(icanon|echo)'\n";

  @TempDir Path directory;

  @Test
  void allNodesAreShownWithTheirGpus() throws IOException {
    Path smi = Files.createDirectories(directory.resolve("bin")).resolve("nvidia-smi");
    Files.writeString(smi, "#!/bin/sh\necho '0, 87, 11000, 16384'\n");
    Files.setPosixFilePermissions(smi, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (Cloud cloud = Cloud.start(directory)) {
      Laptop laptop = cloud.laptop("alice");
      String path = smi.getParent() + ":" + System.getenv("PATH");
      Job job = cloud.createJob("watched", Job.WAITING, 2, Map.of("PATH", path));

      List<String> lines =
          laptop.training("top", "watched", "--once").run().succeeded().out().lines().toList();
      assertThat(lines.get(0)).matches("NODE +CPU +CORES +MEMORY +LIMIT +GPU +GPU-MEMORY");
      assertThat(lines.get(1)).matches("algo-1 +\\d+% .* 87% +10\\.7 of 16\\.0 GiB");
      assertThat(lines.get(2)).matches("algo-2 +\\d+% .* 87% +10\\.7 of 16\\.0 GiB");

      Outcome one =
          laptop
              .training("top", "watched", "--node", "algo-2", "--once", "--output", "json")
              .run()
              .succeeded();
      assertThat(one.out())
          .contains("\"node\": \"algo-2\"", "\"utilization\": 87.0", "\"memory\": 11534336000")
          .doesNotContain("algo-1");

      theTerminalIsGivenBack(laptop);

      laptop.training("exec", "--all", "watched", "--", "sm-wait stop").run().succeeded();
      job.end();
    }
  }

  /** In the background, where it waits; on Ctrl-Z; and when it is told to end. */
  private static void theTerminalIsGivenBack(Laptop laptop) throws IOException {
    String top = Repository.launcher(Laptop.TRAINING) + " top watched --interval 0.2";
    try (TerminalSession bash = TerminalSession.start(laptop, "bash --norc --noprofile -i")) {
      bash.await(PROMPT);
      bash.type(top + " &\nuntil jobs %1 | grep -q Stopped; do sleep 0.1; done; echo $((6 * 7))\n");
      bash.await("42\r\n");
      assertThat(bash.shown()).as("in the background").doesNotContain(OTHER_SCREEN, HIDDEN_CURSOR);

      bash.type("fg\n");
      bash.await("algo-2");
      bash.type(CTRL_Z);
      bash.await(CURSOR + OWN_SCREEN);
      bash.await("Stopped");
      bash.await(PROMPT);
      bash.type(HOW_IT_IS);
      bash.await("\nicanon\r\necho\r\n");

      bash.type("fg\n");
      bash.await(OTHER_SCREEN);
      bash.await("algo-2");
      bash.descendants()
          .filter(process -> process.info().arguments().isPresent())
          .filter(process -> List.of(process.info().arguments().get()).contains("watched"))
          .forEach(ProcessHandle::destroy);
      bash.await(CURSOR + OWN_SCREEN);
      bash.await(PROMPT);
      bash.type(HOW_IT_IS);
      bash.await("\nicanon\r\necho\r\n");
    }
  }
}
