package io.sagemakerssh.it.localaws.sagemaker;

import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.auth.Caller;
import io.sagemakerssh.it.localaws.auth.CredentialStore;
import io.sagemakerssh.it.localaws.auth.Role;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.AwsService;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.http.JsonInput;
import io.sagemakerssh.it.localaws.http.JsonService;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.iam.Account;
import io.sagemakerssh.it.localaws.iam.RequestContext;
import java.util.Map;

/** SageMaker's operations on training jobs. */
public final class SageMaker {
  private static final String PRINCIPAL = "sagemaker.amazonaws.com";

  private final TrainingJobs jobs;
  private final CredentialStore credentials;
  private final AccessControl access;
  private final Account account;

  public SageMaker(
      TrainingJobs jobs, CredentialStore credentials, AccessControl access, Account account) {
    this.jobs = jobs;
    this.credentials = credentials;
    this.access = access;
    this.account = account;
  }

  public AwsService service() {
    return new JsonService(
        "sagemaker",
        "SageMaker",
        Map.of(
            "CreateTrainingJob", this::create,
            "DescribeTrainingJob", this::describe,
            "ListTrainingJobs", this::list,
            "StopTrainingJob", this::stop));
  }

  private JsonObject create(JsonObject json, AwsRequest request) {
    TrainingJobRequest wanted = TrainingJobRequest.of(json);
    Caller caller = request.caller();
    access.demand(caller, "sagemaker:CreateTrainingJob", arn(wanted.name()));
    RequestContext context = RequestContext.EMPTY.with("iam:PassedToService", PRINCIPAL);
    access.demand(caller, "iam:PassRole", wanted.roleArn(), context);
    Role role =
        credentials
            .role(wanted.roleArn())
            .filter(found -> found.trusted().contains(PRINCIPAL))
            .orElseThrow(
                () ->
                    AwsError.validation(
                        "Could not assume role "
                            + wanted.roleArn()
                            + ". Please ensure that the role exists and allows principal '"
                            + PRINCIPAL
                            + "' to assume the role."));
    TrainingJob job = jobs.create(wanted, role, arn(wanted.name()));
    return Json.object("TrainingJobArn", job.arn());
  }

  private JsonObject describe(JsonObject json, AwsRequest request) {
    return found("DescribeTrainingJob", json, request).description();
  }

  private JsonObject list(JsonObject json, AwsRequest request) {
    access.demand(request.caller(), "sagemaker:ListTrainingJobs", "*");
    return new JobListing(new JsonInput(json)).of(jobs.all());
  }

  private JsonObject stop(JsonObject json, AwsRequest request) {
    TrainingJob job = found("StopTrainingJob", json, request);
    if (!jobs.stop(job.name()) && job.status().ended()) {
      throw AwsError.validation(
          "The request was rejected because the training job is in status "
              + job.status().word()
              + ".");
    }
    return new JsonObject();
  }

  private TrainingJob found(String action, JsonObject json, AwsRequest request) {
    String name = new JsonInput(json).text("TrainingJobName");
    access.demand(request.caller(), "sagemaker:" + action, arn(name));
    return jobs.find(name).orElseThrow(() -> AwsError.validation("Requested resource not found."));
  }

  private String arn(String name) {
    return account.arn("sagemaker", "training-job/" + name);
  }
}
