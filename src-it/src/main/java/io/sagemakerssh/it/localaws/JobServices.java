package io.sagemakerssh.it.localaws;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.it.localaws.containercredentials.ContainerCredentials;
import io.sagemakerssh.it.localaws.http.AwsService;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.identity.IdentityService;
import io.sagemakerssh.it.localaws.logs.CloudWatchLogs;
import io.sagemakerssh.it.localaws.logs.LogStore;
import io.sagemakerssh.it.localaws.s3.ObjectStore;
import io.sagemakerssh.it.localaws.s3.S3Service;
import io.sagemakerssh.it.localaws.sagemaker.JobHost;
import io.sagemakerssh.it.localaws.sagemaker.SageMaker;
import io.sagemakerssh.it.localaws.sagemaker.TrainingJobs;
import io.sagemakerssh.it.localaws.sts.SecurityTokenService;
import java.util.List;

/** The services that make and feed jobs: S3, STS, SageMaker, CloudWatch Logs, credentials. */
final class JobServices implements AutoCloseable {
  private final TrainingJobs jobs;
  private final List<AwsService> services;

  JobServices(Foundation foundation) {
    AccessControl access = foundation.accessControl();
    ObjectStore objects =
        new ObjectStore(foundation.directory().resolve("objects"), foundation.clock());
    LogStore logs = new LogStore(foundation.clock());
    ContainerCredentials credentials =
        new ContainerCredentials(foundation.credentials(), foundation.clock());
    this.jobs =
        new TrainingJobs(
            new JobHost(
                foundation.directory().resolve("jobs"),
                new Environment(System.getenv()),
                foundation.endpoint(),
                foundation.account().region(),
                JobHost.USUAL_STOP_GRACE,
                foundation.clock()),
            objects,
            logs,
            credentials,
            access);
    SageMaker sageMaker =
        new SageMaker(jobs, foundation.credentials(), access, foundation.account());
    this.services =
        List.of(
            new S3Service(objects, access, foundation.account().region()),
            new SecurityTokenService(foundation.credentials(), access).service(),
            CloudWatchLogs.service(logs, access, foundation.account(), foundation.clock()),
            credentials,
            IdentityService.of(foundation.credentials(), access, foundation.account()),
            sageMaker.service());
  }

  List<AwsService> services() {
    return services;
  }

  /** Ends all jobs. */
  @Override
  public void close() {
    jobs.close();
  }
}
