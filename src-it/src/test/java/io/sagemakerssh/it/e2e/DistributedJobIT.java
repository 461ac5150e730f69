package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.error.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** A job of three nodes, two of them with SSH. */
class DistributedJobIT {
  @TempDir Path directory;

  @Test
  void eachNodeIsAnInstanceOfItsOwn() throws IOException {
    try (Cloud cloud = Cloud.start(directory)) {
      Laptop laptop = cloud.laptop("alice");
      Path request =
          JobRequest.ofImage("nodes", 3, "sh", "-c", "echo training on $SM_CURRENT_HOST")
              .write(directory);
      laptop.training("submit", request.toString(), "--instance-count", "2").run().succeeded();
      Job job = new Job(cloud, "nodes");

      Outcome all =
          laptop
              .training(
                  "exec",
                  "--all",
                  "nodes",
                  "--",
                  "echo on $SM_CURRENT_HOST; exit ${SM_CURRENT_HOST#algo-}")
              .run()
              .failedWith(2);
      assertThat(all.out().lines())
          .containsExactlyInAnyOrder("algo-1: on algo-1", "algo-2: on algo-2");

      assertThat(cloud.ssm().describeInstanceInformation(b -> {}).instanceInformationList())
          .as("the third node registers nothing")
          .hasSize(2);

      try (Connection connection = Connection.open(laptop, "nodes", "--node", "algo-2")) {
        assertThat(connection.log()).contains("Connected");
        assertThat(
                laptop
                    .openSsh("ssh", "sagemaker-training", "echo $SM_CURRENT_HOST")
                    .run()
                    .succeeded()
                    .out())
            .isEqualTo("algo-2\n");
      }
      assertThat(laptop.training("exec", "nodes", "--", "true").run().failedWith(23).err())
          .contains("--node algo-");

      String endless = "echo $$; sleep 600";
      Outcome ended =
          laptop
              .training("exec", "--all", "--timeout", "5", "nodes", "--", endless)
              .run()
              .failedWith(ExitCode.COMMAND_TIMED_OUT.status());
      for (String node : List.of("algo-1", "algo-2")) {
        assertThat(ended.err()).contains(node + ": error: The command was ended");
      }
      assertThat(ended.out().lines().map(line -> line.replaceFirst(".*: ", "")))
          .isNotEmpty()
          .allSatisfy(id -> assertThat(ProcessHandle.of(Long.parseLong(id))).isEmpty());

      laptop.training("exec", "--all", "nodes", "--", "sm-wait stop").run().succeeded();
      assertThat(job.end()).isEqualTo(TrainingJobStatus.COMPLETED);
    }
  }
}
