package io.sagemakerssh.local.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.aws.WebAccess;
import io.sagemakerssh.core.instance.InstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostMemoryTest {
  private static final Instant SEEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final InstanceId INSTANCE = new InstanceId("mi-01234567890abcdef");
  private static final AwsCaller CALLER =
      new AwsCaller(
          "us-east-1", Optional.of("mine"), Optional.empty(), Optional.empty(), WebAccess.USUAL);

  @TempDir Path directory;

  private static RememberedHost host(String alias, Instant seen) {
    return new RememberedHost(alias, INSTANCE, 2222, true, Set.of("SHA256:a"), CALLER, seen);
  }

  @Test
  void remembersWholly() {
    HostMemory memory = new HostMemory(directory.resolve("hosts"));
    RememberedHost host = host("job.training.sagemaker", SEEN);

    memory.keep(host);

    assertThat(memory.of("job.training.sagemaker")).contains(host);
    assertThat(memory.of("other.training.sagemaker")).isEmpty();
  }

  @Test
  void lastSeenComesFirst() {
    HostMemory memory = new HostMemory(directory.resolve("hosts"));
    memory.keep(host("old", SEEN));
    memory.keep(host("new", SEEN.plusSeconds(1)));

    assertThat(memory.all()).extracting(RememberedHost::alias).containsExactly("new", "old");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"alias\":\"a\",\"keys\":{}}",
        "{\"alias\":\"a\",\"instance\":\"x\",\"port\":1,\"pinned\":true,\"keys\":[],\"aws\":{\"region\":\"r\"},\"seen\":1}",
        "{\"alias\":\"a\",\"instance\":\"mi-01234567890abcdef\",\"port\":\"y\",\"pinned\":true,\"keys\":[],\"aws\":{\"region\":\"r\"},\"seen\":1}"
      })
  void damagedFilesAreAsNothing(String content) throws IOException {
    Files.writeString(directory.resolve("a.json"), content);

    assertThat(new HostMemory(directory).of("a")).isEmpty();
    assertThat(new HostMemory(directory).all()).isEmpty();
  }

  @Test
  void isFreshForHalfADayInTheSameRegionAndEndpoint() {
    RememberedHost host = host("a", SEEN);

    assertThat(host.isFresh(SEEN.plus(Duration.ofHours(11)), CALLER)).isTrue();
    assertThat(host.isFresh(SEEN.plus(Duration.ofHours(13)), CALLER)).isFalse();
    AwsCaller elsewhere =
        new AwsCaller(
            "eu-west-1", Optional.of("mine"), Optional.empty(), Optional.empty(), WebAccess.USUAL);
    assertThat(host.isFresh(SEEN, elsewhere)).isFalse();
  }

  @Test
  void aKeyIsInOneInstanceOnly() {
    RememberedHost host = host("a", SEEN);

    assertThat(host.hasKey(INSTANCE, "SHA256:a")).isTrue();
    assertThat(host.hasKey(INSTANCE, "SHA256:b")).isFalse();
    assertThat(host.hasKey(new InstanceId("mi-01234567890abcde0"), "SHA256:a")).isFalse();
  }
}
