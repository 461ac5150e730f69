package io.sagemakerssh.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.it.localaws.TestAgent;
import io.sagemakerssh.it.localaws.TestAws;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Both ends of a session through the fault proxy: no byte is lost, doubled or changed. Run again
 * what failed with {@code -Dfault.seed}; larger ones with {@code scripts/faults}.
 */
class FaultyTransferTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private static final long SEED = Long.getLong("fault.seed", 1);
  private static final int SCALE = Integer.getInteger("fault.scale", 1);
  private static final long MEBIBYTE = 1 << 20;
  @TempDir Path directory;

  static Stream<FaultPolicy> faults() {
    return Stream.of(
        FaultPolicy.DROP,
        FaultPolicy.DUPLICATE,
        FaultPolicy.REORDER,
        FaultPolicy.CORRUPT,
        FaultPolicy.ALL,
        FaultPolicy.ALL.withCuts(8 * MEBIBYTE));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void passesWhole(FaultPolicy policy) throws Exception {
    FaultCounts counts = transfer(policy, ChannelSettings.defaults(), 2 * MEBIBYTE * SCALE);

    assertThat(counts.harmed()).isPositive();
  }

  @Test
  void passesWholeThroughCutAfterCut() throws Exception {
    FaultCounts counts =
        transfer(
            FaultPolicy.cutting(24 * MEBIBYTE),
            ChannelSettings.defaults().withMessageBytes(65_536),
            256 * MEBIBYTE * SCALE);

    assertThat(counts.cuts()).isGreaterThan(10);
  }

  @Test
  void passesWholeThroughShortLivedConnections() throws Exception {
    FaultCounts counts =
        transfer(FaultPolicy.cutting(MEBIBYTE / 2), ChannelSettings.defaults(), 2 * MEBIBYTE);

    assertThat(counts.cuts()).isGreaterThan(3);
  }

  /** Each time takes 15 s. */
  @Test
  void passesWholeThroughConnectionsThatGoMute() throws Exception {
    FaultCounts counts =
        transfer(FaultPolicy.muting(MEBIBYTE), ChannelSettings.defaults(), MEBIBYTE);

    assertThat(counts.harmed()).isPositive();
  }

  private FaultCounts transfer(FaultPolicy policy, ChannelSettings settings, long length)
      throws InterruptedException, ExecutionException {
    try (FaultProxy proxy = FaultProxy.start(AWS.endpoint(), new FaultPlan(policy, SEED));
        SsmClient ssm = LocalSession.ssmThrough(AWS, proxy);
        TestAgent agent =
            TestAgent.online(AWS.aws(), proxy.endpoint(), directory, "faulty", "AIDA", settings);
        LocalSession session = LocalSession.open(ssm, agent, settings)) {
      CompletableFuture<Void> all =
          CompletableFuture.allOf(
              Transfer.send(session.client().output(), 1, length),
              Transfer.receive(session.agent().input(), 1, length),
              Transfer.send(session.agent().output(), 2, length),
              Transfer.receive(session.client().input(), 2, length));
      try {
        all.get(120L * SCALE, TimeUnit.SECONDS);
      } catch (TimeoutException | ExecutionException failure) {
        throw new AssertionError("With " + proxy, failure);
      }
      return proxy.counts();
    }
  }
}
