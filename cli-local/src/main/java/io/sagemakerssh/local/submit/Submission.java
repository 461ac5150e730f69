package io.sagemakerssh.local.submit;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.core.submit.ScriptMode;
import io.sagemakerssh.core.submit.TrainingJobs;
import io.sagemakerssh.local.aws.CallerIdentity;
import io.sagemakerssh.local.aws.Pending;
import io.sagemakerssh.local.aws.ServiceClients;
import io.sagemakerssh.local.inject.Scratch;
import io.sagemakerssh.local.library.Library;
import io.sagemakerssh.local.s3.S3Location;
import io.sagemakerssh.local.s3.S3Objects;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Makes a job that can be connected to out of a request for one that cannot, and creates it. */
public final class Submission implements AutoCloseable {
  private final AwsClients aws;
  private final Library library;
  private final S3Objects objects;
  private final Pending<GetCallerIdentityResponse> caller;
  private final Scratch scratch = Scratch.make();
  private Optional<ScriptSources> sources = Optional.empty();

  /**
   * A submission.
   *
   * @param executor for what is asked of AWS meanwhile
   */
  public Submission(AwsClients aws, Library library, Executor executor) {
    this.aws = aws;
    this.library = library;
    this.objects = new S3Objects(aws::s3);
    // At once, so that the answer is there when it is wanted.
    this.caller = Pending.of(() -> CallerIdentity.of(aws), executor);
  }

  /**
   * Finds out how SSH gets into the job, and what the request becomes. Only reads.
   *
   * @throws UserError if it cannot
   */
  public Preparation prepare(CreateTrainingJobRequest request, SubmitChoices choices) {
    SshChoice choice = new SshChoice(request, choices);
    Optional<ScriptMode> script =
        choices.entryPoint().isPresent() ? Optional.empty() : ScriptMode.of(request);
    try {
      CreateTrainingJobRequest withSsh =
          TrainingJobs.withSsh(request, choice.options(() -> caller.get().userId()));
      Preparation prepared =
          script.isPresent()
              ? inScriptMode(script.get(), withSsh, choices)
              : new Bundle(library)
                  .prepare(
                      withSsh, choices.entryPoint(), choices.uploads().orElseGet(this::ownBucket));
      return new Preparation(
          prepared.way(), prepared.words(), request, prepared.after(), prepared.uploads());
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot prepare the job", scratch.file("."), failure);
    }
  }

  /**
   * Uploads what is not there yet and creates the job.
   *
   * @param steps told what is being done
   */
  public void carryOut(Preparation preparation, Consumer<String> steps) {
    for (Upload upload : preparation.uploads()) {
      if (!objects.exists(upload.to())) {
        steps.accept("Upload " + upload.to());
        objects.put(written(upload), upload.to());
      }
    }
    steps.accept("Create training job " + preparation.after().trainingJobName());
    create(preparation.after());
  }

  @Override
  public void close() {
    sources.ifPresent(ScriptSources::close);
    scratch.close();
  }

  private Preparation inScriptMode(
      ScriptMode script, CreateTrainingJobRequest request, SubmitChoices choices)
      throws IOException {
    ScriptSources fetched = ScriptSources.fetch(script, objects, scratch);
    sources = Optional.of(fetched);
    return fetched.prepare(request, library, choices.uploads());
  }

  private S3Location ownBucket() {
    return new S3Location("sagemaker-" + aws.region().id() + "-" + caller.get().account(), "");
  }

  private Path written(Upload upload) {
    Path file = scratch.file("upload");
    try (OutputStream out = Files.newOutputStream(file)) {
      upload.writer().write(out);
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot pack " + upload.to(), file, failure);
    }
    return file;
  }

  private void create(CreateTrainingJobRequest request) {
    String name = request.trainingJobName();
    new AwsCall(
            "create training job '" + name + "'",
            "sagemaker:CreateTrainingJob",
            "arn:aws:sagemaker:*:*:training-job/" + name)
        .make(
            () -> {
              try {
                return ServiceClients.sageMaker(aws).get().createTrainingJob(request);
              } catch (ResourceInUseException taken) {
                throw new UserError(
                    ExitCode.REQUEST_REFUSED,
                    "Cannot create training job '" + name + "'",
                    "there is, or was, a job of that name",
                    "Give another name by --training-job-name.",
                    taken);
              }
            });
  }
}
