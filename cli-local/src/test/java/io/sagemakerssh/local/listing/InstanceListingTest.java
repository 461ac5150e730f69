package io.sagemakerssh.local.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.instance.FakeFleet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

class InstanceListingTest {
  private final FakeFleet fleet = new FakeFleet();
  private final AwsClients aws = mock(AwsClients.class);
  private final InstanceListing listing = new InstanceListing(aws, Runnable::run);

  @BeforeEach
  void answer() {
    StsClient sts = mock(StsClient.class);
    when(sts.getCallerIdentity())
        .thenReturn(GetCallerIdentityResponse.builder().userId("AIDAME").build());
    when(aws.ssm()).thenReturn(fleet);
    when(aws.sts()).thenReturn(sts);
  }

  @Test
  void showsOurInstancesNewestFirstAndWhoseTheyAre() {
    fleet.add("Online", "Name", "somebody's own server");
    fleet.add("Online", "SSHResourceName", "a", "SSHOwner", "AIDAME", "SSHTimestamp", "100");
    fleet.add("Online", "SSHResourceName", "b", "SSHOwner", "AIDAYOU", "SSHTimestamp", "200");
    fleet.add("Online", "SSHResourceName", "c", "SSHTimestamp", "50");

    assertThat(listing.rows(false))
        .extracting(row -> row.job() + " " + row.owner())
        .containsExactly("b other", "a me", "c -");
  }

  @Test
  void offlineOnesAreShownOnlyOnRequest() {
    fleet.addTraining("ConnectionLost", "gone", "algo-1");

    assertThat(listing.rows(false)).isEmpty();
    assertThat(listing.rows(true))
        .extracting(InstanceRow::status)
        .containsExactly("ConnectionLost");
  }

  @Test
  void tableIsAlignedAndHarmless() {
    Instant now = Instant.ofEpochSecond(100_000);
    List<InstanceRow> rows =
        List.of(
            new InstanceRow("job", "algo-1", "Online", "me", now.minusSeconds(90), "mi-1"),
            new InstanceRow("\033[2Jlong", "-", "Online", "other", now, "mi-2"));

    assertThat(InstanceTable.lines(rows, now))
        .containsExactly(
            "JOB       NODE    STATUS  OWNER  AGE  INSTANCE",
            "job       algo-1  Online  me     1m   mi-1",
            "?[2Jlong  -       Online  other  0s   mi-2");
  }

  @Test
  void agesAreInTheirLargestUnit() {
    assertThat(InstanceTable.age(Duration.ofSeconds(59))).isEqualTo("59s");
    assertThat(InstanceTable.age(Duration.ofMinutes(59))).isEqualTo("59m");
    assertThat(InstanceTable.age(Duration.ofHours(47))).isEqualTo("1d");
    assertThat(InstanceTable.age(Duration.ofSeconds(-5))).isEqualTo("0s");
  }
}
