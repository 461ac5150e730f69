package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.error.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;

/** {@code gc} on containers that are gone, running and somebody else's. */
class GcIT {
  private static final Pattern INSTANCE = Pattern.compile("Managed instance-id: (mi-\\w+)");

  @TempDir Path directory;

  @Test
  void deregistersWhatIsStaleAndNothingElse() throws IOException {
    try (Cloud cloud = Cloud.start(directory)) {
      Laptop alice = cloud.laptop("alice");
      // As after a crash: no container deregisters itself.
      cloud.aws().faults().deny(Cloud.ROLE, "ssm:DeregisterManagedInstance");
      Job ended = cloud.createJob("ended", Job.WAITING, 1, Map.of());
      Job running = cloud.createJob("running", Job.WAITING, 1, Map.of());
      String stale = instance(ended);
      String kept = instance(running);
      alice.here("stop-waiting", ended.name()).succeeded();
      ended.end();
      cloud.aws().faults().offline(stale, true);
      cloud.aws().faults().offline(kept, true);

      Outcome dry = alice.here("gc", "--dry-run").succeeded();
      assertThat(dry.out()).contains(stale, "job Completed").doesNotContain(kept);
      assertThat(exists(cloud, stale)).isTrue();

      Outcome told = alice.training("gc", "--dry-run", "--verbose").run().succeeded();
      assertThat(told.out()).contains(stale).doesNotContain("Ssm");
      assertThat(told.err())
          .contains("Ssm DescribeInstanceInformation: 200 of " + cloud.aws().endpoint())
          .contains("request id ");

      alice.here("gc").failedWith(ExitCode.USAGE.status());
      assertThat(exists(cloud, stale)).isTrue();

      Outcome others = cloud.laptop("bob").here("gc", "--yes").succeeded();
      assertThat(others.err()).contains("There is no stale instance");

      alice.here("gc", "--yes").succeeded();
      assertThat(exists(cloud, stale)).isFalse();
      assertThat(exists(cloud, kept)).isTrue();

      alice.here("gc", "--older-than", "0s", "--yes").succeeded();
      assertThat(exists(cloud, kept)).isFalse();
    }
  }

  private static String instance(Job job) {
    job.awaitLog("Managed instance-id");
    Matcher line = INSTANCE.matcher(job.log());
    assertThat(line.find()).isTrue();
    return line.group(1);
  }

  private static boolean exists(Cloud cloud, String instance) {
    return !cloud
        .ssm()
        .describeInstanceInformation(r -> r.filters(filter(instance)))
        .instanceInformationList()
        .isEmpty();
  }

  private static InstanceInformationStringFilter filter(String instance) {
    return InstanceInformationStringFilter.builder().key("InstanceIds").values(instance).build();
  }
}
