package io.sagemakerssh.it.localaws.sagemaker;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.http.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A training job as SageMaker shows it. Safe for several threads. */
final class TrainingJob {
  private static final int LONGEST_REASON = 1024;

  private record Transition(Phase phase, Instant start, Optional<Instant> end) {}

  private final TrainingJobRequest request;
  private final String arn;
  private final Clock clock;
  private final Instant created;
  private final List<Transition> transitions = new ArrayList<>();
  private JobStatus status = JobStatus.IN_PROGRESS;
  private Optional<Instant> trainingStart = Optional.empty();
  private Optional<Instant> trainingEnd = Optional.empty();
  private Optional<String> failureReason = Optional.empty();
  private Optional<S3Uri> model = Optional.empty();
  private Instant modified;

  TrainingJob(TrainingJobRequest request, String arn, Clock clock) {
    this.request = request;
    this.arn = arn;
    this.clock = clock;
    this.created = now();
    this.modified = created;
    transitions.add(new Transition(Phase.STARTING, created, Optional.empty()));
  }

  TrainingJobRequest request() {
    return request;
  }

  String name() {
    return request.name();
  }

  String arn() {
    return arn;
  }

  Instant created() {
    return created;
  }

  synchronized Instant modified() {
    return modified;
  }

  synchronized JobStatus status() {
    return status;
  }

  /** Goes over to a phase; while the job is being stopped its phase stays Stopping. */
  synchronized void enter(Phase phase) {
    if (phase == Phase.TRAINING) {
      trainingStart = Optional.of(now());
    }
    if (status == JobStatus.IN_PROGRESS) {
      change(phase);
    }
  }

  /** Notes that the job shall stop; {@code false} if it is too late for that. */
  synchronized boolean stopping() {
    if (status != JobStatus.IN_PROGRESS) {
      return false;
    }
    status = JobStatus.STOPPING;
    change(Phase.STOPPING);
    return true;
  }

  synchronized void modelUploaded(S3Uri place) {
    model = Optional.of(place);
  }

  /** The end. */
  synchronized void end(JobStatus ended, Phase phase, Optional<String> reason) {
    status = ended;
    failureReason = reason.map(text -> text.substring(0, Math.min(LONGEST_REASON, text.length())));
    change(phase);
    trainingEnd = Optional.of(modified);
  }

  /** What ListTrainingJobs shows. */
  synchronized JsonObject summary() {
    JsonObject json = new JsonObject();
    json.addProperty("TrainingJobName", name());
    json.addProperty("TrainingJobArn", arn);
    json.add("CreationTime", Json.time(created));
    json.add("LastModifiedTime", Json.time(modified));
    json.addProperty("TrainingJobStatus", status.word());
    json.addProperty("SecondaryStatus", phase().word());
    trainingEnd.ifPresent(time -> json.add("TrainingEndTime", Json.time(time)));
    return json;
  }

  /** What DescribeTrainingJob shows. */
  synchronized JsonObject description() {
    JsonObject json = request.described();
    summary().entrySet().forEach(member -> json.add(member.getKey(), member.getValue()));
    trainingStart.ifPresent(
        start -> {
          json.add("TrainingStartTime", Json.time(start));
          Instant until = trainingEnd.orElseGet(this::now);
          long seconds = Duration.between(start, until).toSeconds();
          json.addProperty("TrainingTimeInSeconds", seconds);
          json.addProperty("BillableTimeInSeconds", seconds);
        });
    failureReason.ifPresent(reason -> json.addProperty("FailureReason", reason));
    model.ifPresent(
        place -> json.add("ModelArtifacts", Json.object("S3ModelArtifacts", place.toString())));
    JsonArray phases = Json.array(transitions, TrainingJob::describe);
    json.add("SecondaryStatusTransitions", phases);
    return json;
  }

  /** In milliseconds, as the API shows times: what it filters by is what it shows. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private Phase phase() {
    return transitions.get(transitions.size() - 1).phase();
  }

  private void change(Phase phase) {
    modified = now();
    int last = transitions.size() - 1;
    Transition before = transitions.get(last);
    transitions.set(last, new Transition(before.phase(), before.start(), Optional.of(modified)));
    transitions.add(new Transition(phase, modified, Optional.empty()));
  }

  private static JsonObject describe(Transition transition) {
    JsonObject json = new JsonObject();
    json.addProperty("Status", transition.phase().word());
    json.addProperty("StatusMessage", transition.phase().message());
    json.add("StartTime", Json.time(transition.start()));
    transition.end().ifPresent(end -> json.add("EndTime", Json.time(end)));
    return json;
  }
}
