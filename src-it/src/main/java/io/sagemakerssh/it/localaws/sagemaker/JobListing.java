package io.sagemakerssh.it.localaws.sagemaker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.http.JsonInput;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** ListTrainingJobs: filters, order, pages. */
final class JobListing {
  private static final int PAGE = 10;
  private static final int MOST = 100;

  private final JsonInput input;

  JobListing(JsonInput input) {
    this.input = input;
  }

  JsonObject of(List<TrainingJob> jobs) {
    List<TrainingJob> found = jobs.stream().filter(this::matches).sorted(order()).toList();
    int from = Math.min(place(), found.size());
    int to = Math.min(found.size(), from + input.number("MaxResults", 1, MOST, PAGE));
    JsonObject answer =
        Json.object(
            "TrainingJobSummaries", Json.array(found.subList(from, to), TrainingJob::summary));
    if (to < found.size()) {
      String token = Base64.getEncoder().encodeToString(Integer.toString(to).getBytes(UTF_8));
      answer.addProperty("NextToken", token);
    }
    return answer;
  }

  private boolean matches(TrainingJob job) {
    return input.optionalText("NameContains").map(job.name()::contains).orElse(true)
        && input.optionalText("StatusEquals").map(job.status().word()::equals).orElse(true)
        && within(job.created(), "CreationTimeAfter", "CreationTimeBefore")
        && within(job.modified(), "LastModifiedTimeAfter", "LastModifiedTimeBefore");
  }

  private boolean within(Instant time, String after, String before) {
    return input.time(after).filter(limit -> !time.isAfter(limit)).isEmpty()
        && input.time(before).filter(limit -> !time.isBefore(limit)).isEmpty();
  }

  private Comparator<TrainingJob> order() {
    String by = input.optionalText("SortBy").orElse("CreationTime");
    Comparator<TrainingJob> order =
        switch (by) {
          case "Name" -> Comparator.comparing(TrainingJob::name);
          case "CreationTime" -> Comparator.comparing(TrainingJob::created);
          case "Status" -> Comparator.comparing(job -> job.status().word());
          default -> throw notOneOf("sortBy", by, "[Name, CreationTime, Status]");
        };
    String direction = input.optionalText("SortOrder").orElse("Ascending");
    return switch (direction) {
      case "Ascending" -> order;
      case "Descending" -> order.reversed();
      default -> throw notOneOf("sortOrder", direction, "[Ascending, Descending]");
    };
  }

  private int place() {
    Optional<String> token = input.optionalText("NextToken");
    try {
      return token
          .map(text -> new String(Base64.getDecoder().decode(text), UTF_8))
          .map(Integer::parseUnsignedInt)
          .orElse(0);
    } catch (IllegalArgumentException notOurs) {
      throw AwsError.validation("Invalid pagination token");
    }
  }

  private static AwsError notOneOf(String member, String value, String set) {
    return AwsError.validation(
        "1 validation error detected: Value '"
            + value
            + "' at '"
            + member
            + "' failed to satisfy constraint: Member must satisfy enum value set: "
            + set);
  }
}
