package io.sagemakerssh.core.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.job.HostName;
import io.sagemakerssh.core.polling.FakeTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstanceSearchTest {
  private static final InstanceQuery JOB =
      InstanceQuery.of(HostName.parse("job.training.sagemaker"));
  private static final InstanceSearch.Watcher NOBODY = (offline, left) -> {};

  private final FakeTime time = new FakeTime();
  private final FakeFleet fleet = new FakeFleet();
  private final InstanceSearch search =
      new InstanceSearch(new InstanceDirectory(() -> fleet), time.polling(Duration.ofSeconds(10)));

  private static void assertFails(ExitCode code, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.exitCode()).isEqualTo(code));
  }

  @Test
  void oneOnlineInstanceTakesTwoCallsWhateverElseThereIs() {
    for (int other = 0; other < 20; other++) {
      fleet.addTraining("Online", "other-" + other, "algo-1");
    }
    InstanceId mine = fleet.addTraining("Online", "job", "algo-1");

    assertThat(search.find(JOB, NOBODY).id()).isEqualTo(mine);
    assertThat(fleet.calls())
        .containsExactly("DescribeInstanceInformation", "ListTagsForResource " + mine);
  }

  @Test
  void newestRegistrationOfANodeWins() {
    fleet.addTraining("Online", "job", "algo-1");
    InstanceId newest = fleet.addTraining("Online", "job", "algo-1");

    assertThat(search.find(JOB, NOBODY).id()).isEqualTo(newest);
  }

  @Test
  void offlineOnesAreNoCandidates() {
    InstanceId online = fleet.addTraining("Online", "job", "algo-1");
    fleet.addTraining("ConnectionLost", "job", "algo-1");
    fleet.addTraining("Inactive", "job", "algo-2");

    assertThat(search.find(JOB, NOBODY).id()).isEqualTo(online);
  }

  @Test
  void twoNodesNeedAChoice() {
    InstanceId first = fleet.addTraining("Online", "job", "algo-1");
    fleet.addTraining("Online", "job", "algo-2");

    assertFails(ExitCode.AMBIGUOUS_INSTANCE, () -> search.find(JOB, NOBODY));
    InstanceQuery chosen = InstanceQuery.of(HostName.parse("algo-1.job.training.sagemaker"));
    assertThat(search.find(chosen, NOBODY).id()).isEqualTo(first);
  }

  @Test
  void theChoiceOfANodeIsNamedInEveryWayThatItCanBeMade() {
    InstanceId tenth = fleet.addTraining("Online", "job", "algo-10");
    InstanceId second = fleet.addTraining("Online", "job", "algo-2");

    assertThatThrownBy(() -> search.find(JOB, NOBODY))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.why())
                  .isEqualTo("there are algo-2 " + second + ", algo-10 " + tenth);
              assertThat(error.advice())
                  .contains("--node algo-2")
                  .contains("algo-2.job.training.sagemaker")
                  .contains("instance id");
            });
  }

  @Test
  void twoInstancesOfThePythonHelperNeedAChoiceById() {
    InstanceId one = fleet.add("Online", "SSHResourceName", "job", "SSHResourceArn", "");
    fleet.add("Online", "SSHResourceName", "job", "SSHResourceArn", "");

    assertFails(ExitCode.AMBIGUOUS_INSTANCE, () -> search.find(JOB, NOBODY));
    assertThat(search.find(InstanceQuery.of(one), NOBODY).id()).isEqualTo(one);
  }

  @Test
  void jobOfAnotherKindWithTheSameNameIsNotMeant() {
    InstanceId training = fleet.addTraining("Online", "job", "algo-1");
    fleet.add(
        "Online",
        "SSHResourceName",
        "job",
        "SSHResourceArn",
        "arn:aws:sagemaker:us-east-1:123456789012:processing-job/job");

    InstanceId processing = new InstanceDirectory(() -> fleet).find(JOB).get(0).id();
    InstanceQuery wanted = InstanceQuery.of(HostName.parse("job.processing.sagemaker"));

    assertThat(processing).isNotEqualTo(training);
    assertThat(search.find(wanted, NOBODY).id()).isEqualTo(processing);
    assertThat(search.find(JOB, NOBODY).id()).isEqualTo(training);
  }

  @Test
  void waitsUntilItIsOnline() {
    InstanceSearch.Watcher registering =
        (offline, left) -> {
          if (time.sleeps().size() == 3) {
            fleet.addTraining("Online", "job", "algo-1");
          }
        };

    assertThat(search.find(JOB, registering).node()).contains("algo-1");
    assertThat(time.sleeps()).hasSize(4);
  }

  @Test
  void whatTheWatcherThrowsEndsTheSearch() {
    UserError ended = new UserError(ExitCode.JOB_ENDED, "ended", "why", "do");

    assertFails(
        ExitCode.JOB_ENDED,
        () ->
            search.find(
                JOB,
                (offline, left) -> {
                  throw ended;
                }));
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void nothingInTimeAndOfflineAreToldApart() {
    assertFails(ExitCode.TIMEOUT, () -> search.find(JOB, NOBODY));
    fleet.addTraining("ConnectionLost", "job", "algo-1");
    assertFails(ExitCode.INSTANCE_OFFLINE, () -> search.find(JOB, NOBODY));
  }

  @Test
  void anInstanceByItsIdIsNotWaitedFor() {
    InstanceId lost = fleet.addTraining("ConnectionLost", "job", "algo-1");

    assertFails(ExitCode.INSTANCE_OFFLINE, () -> search.find(InstanceQuery.of(lost), NOBODY));
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void readsEveryPage() {
    for (int index = 0; index < 5; index++) {
      fleet.addTraining("Online", "job", "algo-1");
    }

    List<ManagedInstance> found = new InstanceDirectory(() -> fleet).find(JOB);

    assertThat(found).hasSize(5).isSortedAccordingTo(ManagedInstance.NEWEST_FIRST);
  }
}
