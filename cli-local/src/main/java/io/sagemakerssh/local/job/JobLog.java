package io.sagemakerssh.local.job;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.job.JobName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * A training job's log in CloudWatch Logs. SageMaker keeps a stream a node, {@code
 * <job>/<node>-<number>}, from the node's first line on.
 */
public final class JobLog {
  private static final String GROUP = "/aws/sagemaker/TrainingJobs";

  private final Supplier<CloudWatchLogsClient> logs;
  private final JobName job;
  private final Optional<String> node;

  /**
   * The log of a job.
   *
   * @param node of this node alone
   */
  public JobLog(Supplier<CloudWatchLogsClient> logs, JobName job, Optional<String> node) {
    this.logs = logs;
    this.job = job;
    this.node = node;
  }

  /** The lines from a moment on, all nodes' in the order of their times; none before the first. */
  public List<LogLine> since(Instant from) {
    AwsCall call =
        new AwsCall(
            "read the log of job '" + job + "'",
            "logs:FilterLogEvents",
            "arn:aws:logs:*:*:log-group:" + GROUP + ":*");
    List<LogLine> lines = new ArrayList<>();
    String next = null;
    do {
      FilterLogEventsRequest request =
          FilterLogEventsRequest.builder()
              .logGroupName(GROUP)
              .logStreamNamePrefix(job + "/" + node.map(name -> name + "-").orElse(""))
              .startTime(from.toEpochMilli())
              .nextToken(next)
              .build();
      FilterLogEventsResponse page = call.make(() -> page(request));
      page.events().forEach(event -> lines.add(line(event)));
      next = page.nextToken();
    } while (next != null);
    return lines;
  }

  private FilterLogEventsResponse page(FilterLogEventsRequest request) {
    try {
      return logs.get().filterLogEvents(request);
    } catch (ResourceNotFoundException accountWithoutAnyLog) {
      return FilterLogEventsResponse.builder().build();
    }
  }

  private LogLine line(FilteredLogEvent event) {
    String stream = event.logStreamName().substring(job.value().length() + 1);
    return new LogLine(
        event.eventId(),
        stream.replaceFirst("-\\d+$", ""),
        Instant.ofEpochMilli(event.timestamp()),
        event.message());
  }
}
