package io.sagemakerssh.local.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.aws.AwsSettings;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.FakeFleet;
import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.core.polling.FakeTime;
import io.sagemakerssh.local.home.UserHome;
import io.sagemakerssh.local.ssh.Container;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;

class ApproachTest {
  private static final Destination JOB =
      Destination.parse("job", ResourceKind.TRAINING, Optional.empty());

  @TempDir Path directory;
  private final FakeTime time = new FakeTime();
  private final FakeFleet fleet = new FakeFleet();
  private final KeyDelivery delivery = mock(KeyDelivery.class);
  private final AwsClients aws = mock(AwsClients.class);
  private Approach approach;

  @BeforeEach
  void create() {
    when(aws.ssm()).thenReturn(fleet);
    when(aws.region()).thenReturn(Region.US_EAST_1);
    when(aws.settings()).thenReturn(AwsSettings.of(new Environment(Map.of())));
    UserHome home = UserHome.of(new Environment(Map.of("HOME", directory.toString())), directory);
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    approach =
        new Approach(
            aws,
            home,
            new Steps(nowhere, false, false),
            time.polling(Duration.ZERO),
            delivery,
            Runnable::run);
  }

  private Container reach() {
    return approach.reach(JOB, found -> {});
  }

  @Test
  void copiesTheKeyOnceAndRemembersWithoutAsking() {
    InstanceId instance = fleet.addTraining("Online", "job", "algo-1");

    Container first = reach();
    int calls = fleet.calls().size();
    Optional<Container> known = approach.remembered(JOB);

    assertThat(first.keyAssumed()).isFalse();
    assertThat(known)
        .hasValueSatisfying(
            container -> {
              assertThat(container.instance()).isEqualTo(instance);
              assertThat(container.keyAssumed()).isTrue();
            });
    assertThat(fleet.calls()).hasSize(calls);
    assertThat(reach().keyAssumed()).isTrue();
    verify(delivery, times(1)).deliver(any(), any());
  }

  @Test
  void aNewInstanceNeedsTheKeyAnew() {
    fleet.addTraining("Online", "job", "algo-1");
    reach();
    InstanceId restarted = fleet.addTraining("Online", "job", "algo-1");

    Container container = reach();

    assertThat(container.instance()).isEqualTo(restarted);
    assertThat(container.keyAssumed()).isFalse();
    verify(delivery, times(2)).deliver(any(), any());
  }

  @Test
  void memoryIsNotTrustedForEver() {
    fleet.addTraining("Online", "job", "algo-1");
    reach();

    time.sleep(Duration.ofHours(13));

    assertThat(approach.remembered(JOB)).isEmpty();
  }

  @Test
  void aFailedCopyIsNotRemembered() {
    fleet.addTraining("Online", "job", "algo-1");
    UserError failure = new UserError(ExitCode.KEY_COPY_FAILED, "what", "why", "do");
    doThrow(failure).when(delivery).deliver(any(), any());

    assertThatThrownBy(this::reach).isSameAs(failure);

    assertThat(approach.remembered(JOB)).isEmpty();
  }

  @Test
  void changesNothingWhereThereIsNoInstance() {
    Destination instance =
        Destination.parse("mi-00000000000000001", ResourceKind.TRAINING, Optional.empty());

    assertThatThrownBy(() -> approach.reach(instance, found -> {})).isInstanceOf(UserError.class);

    assertThat(directory).isEmptyDirectory();
    verify(delivery, never()).deliver(any(), any());
  }
}
