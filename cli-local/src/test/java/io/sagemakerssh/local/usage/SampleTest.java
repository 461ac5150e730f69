package io.sagemakerssh.local.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTest {
  private static final String MACHINE =
      """
      node algo-1
      uptime 1000.50 3000.00
      processors 8
      stat cpu  1000 200 300 90000 400 0 100 0 0 0
      MemTotal 16777216
      MemAvailable 12582912
      """;

  private static final String CGROUP_2 =
      MACHINE
          + """
          usage_usec 12500000
          cpu.max 250000 100000
          memory.current 3221225472
          memory.max 4294967296
          inactive_file 1073741824
          """;

  private static final String CGROUP_1 =
      MACHINE
          + """
          cpuacct.usage 7500000000
          cfs_quota_us -1
          cfs_period_us 100000
          memory.usage_in_bytes 2147483648
          memory.limit_in_bytes 9223372036854771712
          inactive_file 1073741824
          """;

  private static Sample sample(String text) {
    return Sample.parse(List.of(text.split("\n")));
  }

  @Test
  void ofVersion2TheContainersOwnLimitsCount() {
    Sample sample = sample(CGROUP_2);

    assertThat(sample.node()).isEqualTo("algo-1");
    assertThat(sample.busy()).hasValueCloseTo(12.5, within(1e-9));
    assertThat(sample.cores()).hasValue(2.5);
    assertThat(sample.memory()).hasValue(2L << 30);
    assertThat(sample.limit()).hasValue(4L << 30);
  }

  @Test
  void ofVersion1WithoutLimitsTheMachinesCount() {
    Sample sample = sample(CGROUP_1);

    assertThat(sample.busy()).hasValueCloseTo(7.5, within(1e-9));
    assertThat(sample.cores()).hasValue(8);
    assertThat(sample.memory()).hasValue(1L << 30);
    assertThat(sample.limit()).hasValue(16L << 30);
  }

  @Test
  void withoutACgroupTheMachineIsTold() {
    Sample sample = sample(MACHINE);

    assertThat(sample.busy()).hasValueCloseTo(16.0, within(1e-9));
    assertThat(sample.memory()).hasValue(4L << 30);
    assertThat(sample.limit()).hasValue(16L << 30);
    assertThat(sample.gpus()).isEmpty();
  }

  @Test
  void anUnlimitedGroupOfVersion2IsLimitedByTheMachine() {
    Sample sample = sample(CGROUP_2.replace("250000", "max").replace("4294967296", "max"));

    assertThat(sample.cores()).hasValue(8);
    assertThat(sample.limit()).hasValue(16L << 30);
  }

  @Test
  void gpusAreReadAndThoseThatTellNothingLeftOut() {
    Sample sample = sample(MACHINE + "gpu 0, 87, 11000, 16384\ngpu 1, [N/A], 1, 16384\ngpu oops\n");

    assertThat(sample.gpus()).containsExactly(new Gpu(0, 87, 11000L << 20, 16384L << 20));
  }

  @Test
  void whatIsMissingOrGarbledIsUnknown() {
    Sample sample = sample("node\nuptime soon\nstat cpu 1\nwhat ever");

    assertThat(sample.node()).isEqualTo("-");
    assertThat(sample.busy()).isEmpty();
    assertThat(sample.cores()).isEmpty();
    assertThat(sample.limit()).isEmpty();
    assertThat(UsageTable.table().text(List.of(Usage.first(sample))).get(1)).startsWith("-");
  }

  @Test
  void ofTwoSamplesTheShareOfTheContainersCoresIsKnown() {
    Sample later = sample(CGROUP_2.replace("1000.50", "1002.50").replace("12500000", "15000000"));

    Usage usage = Usage.between(sample(CGROUP_2), later);

    assertThat(usage.cpu()).hasValueCloseTo(50.0, within(1e-6));
    assertThat(UsageTable.table().text(List.of(usage)).get(1))
        .matches("algo-1 +50% +2\\.5 +2\\.0 GiB +4\\.0 GiB +- +-");
    assertThat(UsageTable.table().json(List.of(usage)))
        .contains("\"cores\": 2.5", "\"limit\": 4294967296", "\"gpu-memory\": null");
  }

  @Test
  void aStreamTellsEachSampleOnceItIsWhole() throws Exception {
    List<Sample> samples = new ArrayList<>();
    try (SampleStream stream = new SampleStream(samples::add)) {
      stream.write((CGROUP_2 + "en").getBytes(StandardCharsets.UTF_8));
      assertThat(samples).isEmpty();
      stream.write("d\nnode algo-2\n".getBytes(StandardCharsets.UTF_8));
      assertThat(samples).containsExactly(sample(CGROUP_2));
      stream.write("end\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(samples).extracting(Sample::node).containsExactly("algo-1", "algo-2");
  }

  @ParameterizedTest
  @CsvSource({"2, 2.5", "1, 0.5"})
  void theScriptReadsTheContainersGroup(int version, double cores, @TempDir Path group)
      throws Exception {
    Map<String, String> files =
        version == 2
            ? Map.of(
                "cpu.stat", "usage_usec 12500000\nuser_usec 1\n",
                "cpu.max", "250000 100000\n",
                "memory.current", "3221225472\n",
                "memory.max", "4294967296\n",
                "memory.stat", "anon 5\ninactive_file 1073741824\n")
            : Map.of(
                "cpuacct/cpuacct.usage", "12500000000\n",
                "cpu/cpu.cfs_quota_us", "50000\n",
                "cpu/cpu.cfs_period_us", "100000\n",
                "memory/memory.usage_in_bytes", "3221225472\n",
                "memory/memory.limit_in_bytes", "4294967296\n",
                "memory/memory.stat", "inactive_file 7\ntotal_inactive_file 1073741824\n");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = group.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", SampleScript.command(Duration.ofMillis(1), 2));
    shell
        .environment()
        .putAll(Map.of("SM_TOP_CGROUP", group.toString(), "SM_CURRENT_HOST", "here"));
    List<Sample> samples = new ArrayList<>();

    try (SampleStream stream = new SampleStream(samples::add)) {
      shell.start().getInputStream().transferTo(stream);
    }

    // A machine of one processor has no two and a half of them, nor one of 2 GiB four.
    double most = Math.min(cores, Runtime.getRuntime().availableProcessors());
    assertThat(samples).hasSize(2);
    assertThat(samples.get(1).node()).isEqualTo("here");
    assertThat(samples.get(1).uptime()).isPresent();
    assertThat(samples.get(1).busy()).hasValueCloseTo(12.5, within(1e-9));
    assertThat(samples.get(1).cores()).hasValue(most);
    assertThat(samples.get(1).memory()).hasValue(2L << 30);
    assertThat(samples.get(1).limit().getAsLong()).isLessThanOrEqualTo(4L << 30);
  }
}
