package io.sagemakerssh.local.job;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.job.JobName;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
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
  /** The log group that all training jobs of an account write to. */
  public static final String GROUP = "/aws/sagemaker/TrainingJobs";

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

  /**
   * Tells the lines from a moment on, all nodes' in the order of their times, a page at a time: a
   * log may be larger than memory.
   *
   * @throws io.sagemakerssh.core.error.UserError if it cannot be read
   */
  public void since(Instant from, Consumer<LogLine> reader) {
    AwsCall call =
        new AwsCall(
            "read the log of job '" + job + "'",
            "logs:FilterLogEvents",
            "arn:aws:logs:*:*:log-group:" + GROUP + ":*");
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
      page.events().forEach(event -> reader.accept(line(event)));
      next = page.nextToken();
    } while (next != null);
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
