package io.sagemakerssh.it.localaws.logs;

import static io.sagemakerssh.it.localaws.TestAws.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.it.localaws.TestAws;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryStatus;

class CloudWatchLogsTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private static final long NOW = Instant.now().toEpochMilli();
  private final CloudWatchLogsClient logs = AWS.client(CloudWatchLogsClient.builder());

  private void create(String group, String... streams) {
    logs.createLogGroup(b -> b.logGroupName(group));
    for (String stream : streams) {
      logs.createLogStream(b -> b.logGroupName(group).logStreamName(stream));
    }
  }

  private static InputLogEvent event(long timestamp, String message) {
    return InputLogEvent.builder().timestamp(timestamp).message(message).build();
  }

  private PutLogEventsResponse put(String group, String stream, InputLogEvent... events) {
    return logs.putLogEvents(b -> b.logGroupName(group).logStreamName(stream).logEvents(events));
  }

  private static List<String> messages(GetLogEventsResponse page) {
    return page.events().stream().map(OutputLogEvent::message).toList();
  }

  private List<String> filtered(String group, String pattern) {
    return logs.filterLogEvents(b -> b.logGroupName(group).filterPattern(pattern)).events().stream()
        .map(FilteredLogEvent::message)
        .toList();
  }

  private List<String> queried(String group, String query) {
    String id =
        logs.startQuery(
                b ->
                    b.logGroupName(group)
                        .startTime(NOW / 1000 - 60)
                        .endTime(NOW / 1000 + 60)
                        .queryString(query))
            .queryId();
    GetQueryResultsResponse answer = logs.getQueryResults(b -> b.queryId(id));
    assertThat(answer.status()).isEqualTo(QueryStatus.COMPLETE);
    return answer.results().stream().map(row -> row.get(0).value()).toList();
  }

  @Test
  void queriesFindLines() {
    create("insights", "s", "t");
    put(
        "insights",
        "s",
        event(NOW - 90_000, "loss 9"),
        event(NOW, "loss 3"),
        event(NOW + 2, "a|b"));
    put("insights", "t", event(NOW + 1, "loss 2"));

    assertThat(queried("insights", "fields @message")).containsExactly("a|b", "loss 2", "loss 3");
    assertThat(
            queried("insights", "fields @message, @timestamp | filter @message like /^loss \\d/"))
        .containsExactly("loss 2", "loss 3");
    assertThat(
            queried(
                "insights",
                "fields @logStream | filter @message like 'loss' | sort @timestamp asc"))
        .containsExactly("s", "t");
    assertThat(queried("insights", "fields @message | filter @message like \"a|b\""))
        .containsExactly("a|b");
    assertThat(queried("insights", "fields @message | limit 1")).containsExactly("a|b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stats count(*)",
        "fields @nothing",
        "fields @message | filter @message = 3",
        "fields @message | sort @message",
        "fields @message | limit 0",
        "filter @message like /(/"
      })
  void refusesQueriesThatItDoesNotUnderstand(String query) {
    create("refused-" + query.hashCode());

    assertRefused(
        400, "MalformedQueryException", () -> queried("refused-" + query.hashCode(), query));
  }

  @Test
  void refusesQueriesOfWhatIsNotThere() {
    assertRefused(400, "ResourceNotFoundException", () -> queried("absent", "fields @message"));
    assertRefused(
        400, "ResourceNotFoundException", () -> logs.getQueryResults(b -> b.queryId("absent")));
  }

  @Test
  void followsAStreamByItsForwardToken() {
    create("follow", "s");
    put("follow", "s", event(NOW, "one"), event(NOW + 1, "two"));

    GetLogEventsResponse first =
        logs.getLogEvents(b -> b.logGroupName("follow").logStreamName("s").startFromHead(true));
    GetLogEventsResponse nothingNew =
        logs.getLogEvents(
            b ->
                b.logGroupName("follow")
                    .logStreamName("s")
                    .startFromHead(true)
                    .nextToken(first.nextForwardToken()));
    put("follow", "s", event(NOW + 2, "three"));
    GetLogEventsResponse more =
        logs.getLogEvents(
            b ->
                b.logGroupName("follow")
                    .logStreamName("s")
                    .startFromHead(true)
                    .nextToken(nothingNew.nextForwardToken()));

    assertThat(messages(first)).containsExactly("one", "two");
    assertThat(nothingNew.events()).isEmpty();
    assertThat(nothingNew.nextForwardToken()).isEqualTo(first.nextForwardToken());
    assertThat(messages(more)).containsExactly("three");
  }

  @Test
  void startsAtTheTailAndGoesBack() {
    create("tail", "s");
    put(
        "tail",
        "s",
        IntStream.range(0, 10)
            .mapToObj(i -> event(NOW + i, "line " + i))
            .toArray(InputLogEvent[]::new));

    GetLogEventsResponse last =
        logs.getLogEvents(b -> b.logGroupName("tail").logStreamName("s").limit(3));
    GetLogEventsResponse before =
        logs.getLogEvents(
            b ->
                b.logGroupName("tail")
                    .logStreamName("s")
                    .limit(3)
                    .nextToken(last.nextBackwardToken()));

    assertThat(messages(last)).containsExactly("line 7", "line 8", "line 9");
    assertThat(messages(before)).containsExactly("line 4", "line 5", "line 6");
  }

  @Test
  void givesEventsOfAPeriodOnly() {
    create("period", "s");
    put("period", "s", event(NOW, "a"), event(NOW + 10, "b"), event(NOW + 20, "c"));

    assertThat(
            messages(
                logs.getLogEvents(
                    b ->
                        b.logGroupName("period")
                            .logStreamName("s")
                            .startTime(NOW + 10)
                            .endTime(NOW + 20))))
        .containsExactly("b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "error              | e1,e2",
        "error disk         | e2",
        "?disk ?fine        | e2,ok",
        "error -disk        | e1",
        "\"error on disk\"  | e2",
        "absent             |"
      })
  void filtersByTerms(String pattern, String names) {
    String group = "filter" + Math.abs(pattern.hashCode());
    create(group, "s1", "s2");
    put(group, "s1", event(NOW, "e1 error somewhere"), event(NOW + 2, "ok fine"));
    put(group, "s2", event(NOW + 1, "e2 error on disk"));

    assertThat(filtered(group, pattern).stream().map(line -> line.substring(0, 2)).toList())
        .isEqualTo(names == null ? List.of() : List.of(names.split(",")));
  }

  @Test
  void filtersSeveralStreamsInOrderOfTimeByPage() {
    create("merge", "a/1", "a/2", "b/1");
    put("merge", "a/1", event(NOW, "1"), event(NOW + 2, "3"));
    put("merge", "a/2", event(NOW + 1, "2"));
    put("merge", "b/1", event(NOW + 1, "other"));

    List<String> found = new ArrayList<>();
    logs.filterLogEventsPaginator(b -> b.logGroupName("merge").logStreamNamePrefix("a/").limit(2))
        .forEach(page -> page.events().forEach(event -> found.add(event.message())));

    assertThat(found).containsExactly("1", "2", "3");
  }

  @Test
  void listsGroupsAndStreams() {
    create("list/one", "b", "a");
    create("list/two");
    put("list/one", "a", event(NOW, "older"));
    put("list/one", "b", event(NOW + 5, "newer"));

    assertThat(logs.describeLogGroups(b -> b.logGroupNamePrefix("list/")).logGroups())
        .extracting(LogGroup::logGroupName)
        .containsExactly("list/one", "list/two");
    assertThat(
            logs.describeLogStreams(
                    b ->
                        b.logGroupName("list/one")
                            .orderBy(OrderBy.LAST_EVENT_TIME)
                            .descending(true))
                .logStreams())
        .extracting(LogStream::logStreamName)
        .containsExactly("b", "a");
    assertThat(
            logs.describeLogStreamsPaginator(b -> b.logGroupName("list/one").limit(1)).logStreams())
        .extracting(LogStream::logStreamName)
        .containsExactly("a", "b");
  }

  @Test
  void rejectsEventsThatAreTooOldOrTooNew() {
    create("times", "s");

    PutLogEventsResponse put =
        put(
            "times",
            "s",
            event(NOW - Duration.ofDays(15).toMillis(), "too old"),
            event(NOW, "good"),
            event(NOW + Duration.ofHours(3).toMillis(), "too new"));

    assertThat(put.rejectedLogEventsInfo().tooOldLogEventEndIndex()).isEqualTo(1);
    assertThat(put.rejectedLogEventsInfo().tooNewLogEventStartIndex()).isEqualTo(2);
    assertThat(messages(logs.getLogEvents(b -> b.logGroupName("times").logStreamName("s"))))
        .containsExactly("good");
  }

  @Test
  void refuses() {
    create("refuse", "s");

    assertRefused(400, "ResourceAlreadyExistsException", () -> create("refuse"));
    assertRefused(
        400,
        "ResourceAlreadyExistsException",
        () -> logs.createLogStream(b -> b.logGroupName("refuse").logStreamName("s")));
    assertRefused(
        400,
        "ResourceNotFoundException",
        () -> logs.getLogEvents(b -> b.logGroupName("absent").logStreamName("s")));
    assertRefused(
        400,
        "ResourceNotFoundException",
        () -> logs.getLogEvents(b -> b.logGroupName("refuse").logStreamName("absent")));
    assertRefused(
        400,
        "InvalidParameterException",
        () ->
            logs.getLogEvents(
                b -> b.logGroupName("refuse").logStreamName("s").nextToken("not ours")));
    assertRefused(
        400,
        "InvalidParameterException",
        () -> put("refuse", "s", event(NOW + 1, "later"), event(NOW, "sooner")));
    assertRefused(
        400,
        "InvalidParameterException",
        () -> logs.getLogEvents(b -> b.logGroupName("refuse").logStreamName("s").limit(0)));
    assertRefused(
        400, "InvalidParameterException", () -> logs.createLogGroup(b -> b.logGroupName("a b")));
    assertRefused(
        400,
        "InvalidParameterException",
        () ->
            logs.describeLogStreams(
                b ->
                    b.logGroupName("refuse")
                        .logStreamNamePrefix("s")
                        .orderBy(OrderBy.LAST_EVENT_TIME)));
  }

  @Test
  void deniesWhomNoPolicyAllows() {
    AWS.aws().faults().deny("bob", "logs:GetLogEvents");
    create("denied", "s");
    CloudWatchLogsClient bob = AWS.client(CloudWatchLogsClient.builder(), AWS.credentials("bob"));

    assertRefused(
            400,
            "AccessDeniedException",
            () -> bob.getLogEvents(b -> b.logGroupName("denied").logStreamName("s")))
        .hasMessageContaining("logs:GetLogEvents");
  }
}
