package io.sagemakerssh.local.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.aws.AwsSettings;
import io.sagemakerssh.core.aws.WebAccess;
import io.sagemakerssh.core.config.Environment;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where and as whom AWS is called; the names are those of the AWS command line. */
final class AwsOptions {
  @Option(
      names = "--profile",
      paramLabel = "<name>",
      description =
          "A named profile of the AWS configuration, in spite of credentials in the environment.")
  private String profile;

  @Option(
      names = "--region",
      paramLabel = "<region>",
      description = "The AWS region; otherwise AWS_REGION, AWS_DEFAULT_REGION or the profile's.")
  private String region;

  @Option(
      names = "--role-arn",
      paramLabel = "<arn>",
      description = "A role to assume for every call.")
  private String roleArn;

  @Option(
      names = "--endpoint-url",
      paramLabel = "<url>",
      description =
          "One endpoint for every AWS service, such as a local AWS; otherwise AWS_ENDPOINT_URL.")
  private String endpoint;

  @Option(
      names = "--proxy",
      paramLabel = "<url>",
      description =
          "The web proxy to reach AWS through: http://[<user>:<password>@]<host>:<port>; otherwise HTTPS_PROXY or"
              + " HTTP_PROXY. NO_PROXY names hosts to reach without.")
  private String proxy;

  @Option(
      names = "--ca-bundle",
      paramLabel = "<file>",
      description =
          "A PEM file of certificate authorities to trust besides Java's; otherwise AWS_CA_BUNDLE.")
  private String caBundle;

  /** Clients that call AWS so; to be closed. */
  AwsClients clients(Environment environment) {
    return new AwsClients(settings(environment));
  }

  private AwsSettings settings(Environment environment) {
    AwsSettings usual = AwsSettings.of(environment);
    return new AwsSettings(
        // The profile's region goes before the environment's only if the profile was chosen here.
        Optional.ofNullable(region).or(() -> profile == null ? usual.region() : Optional.empty()),
        Optional.ofNullable(profile),
        Optional.ofNullable(endpoint).map(AwsSettings::endpoint).or(usual::endpoint),
        Optional.ofNullable(roleArn),
        WebAccess.of(Optional.ofNullable(proxy), Optional.ofNullable(caBundle)),
        environment);
  }
}
