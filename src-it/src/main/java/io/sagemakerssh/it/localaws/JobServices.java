package io.sagemakerssh.it.localaws;

import io.sagemakerssh.it.localaws.containercredentials.ContainerCredentials;
import io.sagemakerssh.it.localaws.http.AwsService;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.logs.CloudWatchLogs;
import io.sagemakerssh.it.localaws.logs.LogStore;
import io.sagemakerssh.it.localaws.s3.ObjectStore;
import io.sagemakerssh.it.localaws.s3.S3Service;
import io.sagemakerssh.it.localaws.sts.SecurityTokenService;
import java.util.List;

/** The services that make and feed jobs: S3, STS, SageMaker, CloudWatch Logs, credentials. */
final class JobServices implements AutoCloseable {
  private final List<AwsService> services;

  JobServices(Foundation foundation) {
    AccessControl access = foundation.accessControl();
    ObjectStore objects =
        new ObjectStore(foundation.directory().resolve("objects"), foundation.clock());
    LogStore logs = new LogStore(foundation.clock());
    ContainerCredentials credentials =
        new ContainerCredentials(foundation.credentials(), foundation.clock());
    this.services =
        List.of(
            new S3Service(objects, access, foundation.account().region()),
            new SecurityTokenService(foundation.credentials(), access),
            CloudWatchLogs.service(logs, access, foundation.account(), foundation.clock()),
            credentials);
  }

  List<AwsService> services() {
    return services;
  }

  @Override
  public void close() {}
}
