package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** A training job on the local AWS, seen through SageMaker and its log. */
final class Job {
  /** A program that sets up SSH and says so before and after. */
  static final String WAITING =
      """
      from sagemaker_ssh_helper import setup_and_start_ssh
      print("before", flush=True)
      setup_and_start_ssh()
      print("training begins", flush=True)
      """;

  /**
   * Keeps the daemon from noticing by itself that the program ends, which may be before the
   * container is gone or not: it goes on once it is told to end.
   */
  static final String DAEMON_NOTICES_NOTHING =
      """
      import json, os, signal, time
      status = os.path.join(os.environ["SM_SSH_HOME"], "run", "status.json")
      daemon = json.load(open(status))["pid"]
      os.kill(daemon, signal.SIGSTOP)
      while "State:\\tT" not in open("/proc/{}/status".format(daemon)).read():
          time.sleep(0.01)  # a SIGTERM that overtakes it would be taken before, and never seen to be pending
      if os.fork() == 0:
          told = 0
          while not told:
              time.sleep(0.01)
              lines = open("/proc/{}/status".format(daemon)).read().splitlines()
              pending = [line.split()[1] for line in lines if line.startswith("ShdPnd:")][0]
              told = int(pending, 16) >> (signal.SIGTERM - 1) & 1
          os.kill(daemon, signal.SIGCONT)
          os._exit(0)
      """;

  private static final Set<TrainingJobStatus> UNDER_WAY =
      EnumSet.of(TrainingJobStatus.IN_PROGRESS, TrainingJobStatus.STOPPING);
  private static final String LOG_GROUP = "/aws/sagemaker/TrainingJobs";
  private final Cloud cloud;
  private final String name;

  Job(Cloud cloud, String name) {
    this.cloud = cloud;
    this.name = name;
  }

  String name() {
    return name;
  }

  DescribeTrainingJobResponse description() {
    return cloud.sagemaker().describeTrainingJob(b -> b.trainingJobName(name));
  }

  /** Waits until it has ended, and says how. */
  TrainingJobStatus end() {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> description().trainingJobStatus(), status -> !UNDER_WAY.contains(status));
  }

  /** Waits until its log has a line that contains a text. */
  void awaitLog(String text) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(log()).contains(text));
  }

  /** The log of its first node so far. */
  String log() {
    return log("");
  }

  /** The log of one node so far, such as {@code algo-2}. */
  String log(String node) {
    try {
      return read(cloud.logs(), node);
    } catch (ResourceNotFoundException nothingLoggedYet) {
      return "";
    }
  }

  private String read(CloudWatchLogsClient logs, String node) {
    StringBuilder text = new StringBuilder();
    logs
        .describeLogStreams(b -> b.logGroupName(LOG_GROUP).logStreamNamePrefix(name + "/" + node))
        .logStreams()
        .stream()
        .limit(1)
        .flatMap(
            stream ->
                logs
                    .getLogEvents(
                        b ->
                            b.logGroupName(LOG_GROUP)
                                .logStreamName(stream.logStreamName())
                                .startFromHead(true))
                    .events()
                    .stream())
        .map(OutputLogEvent::message)
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
