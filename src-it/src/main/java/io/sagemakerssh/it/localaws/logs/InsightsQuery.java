package io.sagemakerssh.it.localaws.logs;

import io.sagemakerssh.it.localaws.http.AwsError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A query of CloudWatch Logs Insights, of the part of its language that finds lines: {@code
 * fields}, {@code filter @message like}, {@code sort @timestamp}, {@code limit}. All else is
 * refused.
 *
 * @param fields what is told of each line, in this order
 * @param filter which messages are told
 * @param order of the lines
 * @param limit how many lines at most
 */
record InsightsQuery(
    List<String> fields, Predicate<String> filter, Comparator<LogEvent> order, int limit) {
  static final String TIMESTAMP = "@timestamp";
  static final String MESSAGE = "@message";
  static final String STREAM = "@logStream";
  static final String LOG = "@log";
  static final String INGESTION_TIME = "@ingestionTime";

  private static final Set<String> KNOWN = Set.of(TIMESTAMP, MESSAGE, STREAM, LOG, INGESTION_TIME);
  private static final int MOST = 10_000;
  private static final Comparator<LogEvent> BY_TIME =
      Comparator.comparingLong(LogEvent::timestamp).thenComparingLong(LogEvent::id);
  private static final Pattern LIKE =
      Pattern.compile("@message\\s+like\\s+(?:/(.+)/|\"(.+)\"|'(.+)')");
  private static final Pattern SORT = Pattern.compile("@timestamp(?:\\s+(asc|desc))?");

  /** A bar within a pattern or a quoted text parts no commands. */
  private static final Pattern COMMAND =
      Pattern.compile("(?:/(?:\\\\.|[^/])*/|\"[^\"]*\"|'[^']*'|[^|/\"'])+");

  /**
   * Reads a query.
   *
   * @throws AwsError {@code MalformedQueryException}
   */
  static InsightsQuery parse(String text) {
    InsightsQuery query =
        new InsightsQuery(List.of(TIMESTAMP, MESSAGE), any -> true, BY_TIME.reversed(), MOST);
    List<String> commands = new ArrayList<>();
    Matcher command = COMMAND.matcher(text);
    while (command.find()) {
      commands.add(command.group().strip());
    }
    if (commands.isEmpty()) {
      throw malformed("the query is empty");
    }
    for (String each : commands) {
      query = query.with(each);
    }
    return query;
  }

  /** The same query with at most so many lines. */
  InsightsQuery atMost(int lines) {
    return new InsightsQuery(fields, filter, order, Math.min(limit, lines));
  }

  private InsightsQuery with(String command) {
    String[] words = command.split("\\s+", 2);
    String rest = words.length == 2 ? words[1] : "";
    return switch (words[0]) {
      case "fields" -> new InsightsQuery(fields(rest), filter, order, limit);
      case "filter" -> new InsightsQuery(fields, filter.and(like(rest)), order, limit);
      case "sort" -> new InsightsQuery(fields, filter, sort(rest), limit);
      case "limit" -> new InsightsQuery(fields, filter, order, number(rest));
      default -> throw malformed("unexpected symbol found " + words[0]);
    };
  }

  private static List<String> fields(String text) {
    List<String> names = List.of(text.split("\\s*,\\s*"));
    for (String name : names) {
      if (!KNOWN.contains(name)) {
        throw malformed("unknown field '" + name + "'");
      }
    }
    return names;
  }

  private static Predicate<String> like(String text) {
    Matcher like = LIKE.matcher(text);
    if (!like.matches()) {
      throw malformed("unexpected filter: " + text);
    }
    if (like.group(1) != null) {
      try {
        return Pattern.compile(like.group(1)).asPredicate();
      } catch (PatternSyntaxException wrong) {
        throw malformed("invalid regular expression: " + wrong.getDescription());
      }
    }
    String part = like.group(2) == null ? like.group(3) : like.group(2);
    return message -> message.contains(part);
  }

  private static Comparator<LogEvent> sort(String text) {
    Matcher sort = SORT.matcher(text);
    if (!sort.matches()) {
      throw malformed("unexpected order: " + text);
    }
    return "asc".equals(sort.group(1)) ? BY_TIME : BY_TIME.reversed();
  }

  private static int number(String text) {
    if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > MOST) {
      throw malformed("limit must be 1 to " + MOST);
    }
    return Integer.parseInt(text);
  }

  private static AwsError malformed(String why) {
    return AwsError.badRequest("MalformedQueryException", why);
  }
}
