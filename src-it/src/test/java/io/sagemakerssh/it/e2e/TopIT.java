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

      laptop.training("exec", "--all", "watched", "--", "sm-wait stop").run().succeeded();
      job.end();
    }
  }
}
