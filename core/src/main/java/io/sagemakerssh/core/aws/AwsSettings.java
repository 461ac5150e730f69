package io.sagemakerssh.core.aws;

import io.sagemakerssh.core.config.AwsVariables;
import io.sagemakerssh.core.config.Environment;
import java.net.URI;
import java.util.Optional;

/**
 * Where and as whom AWS is called. What is empty is found as the AWS SDK finds it: environment,
 * profile files, container and instance metadata.
 *
 * @param region the region's name
 * @param profile the named profile
 * @param endpoint one endpoint for all services, such as a local AWS
 * @param roleArn a role to assume for every call
 * @param environment the process environment, for proxies, certificate authorities and service
 *     endpoints
 */
public record AwsSettings(
    Optional<String> region,
    Optional<String> profile,
    Optional<URI> endpoint,
    Optional<String> roleArn,
    Environment environment) {

  /** What the environment says; the rest is left to the SDK. */
  public static AwsSettings of(Environment environment) {
    return new AwsSettings(
        environment
            .text(AwsVariables.AWS_REGION)
            .or(() -> environment.text(AwsVariables.AWS_DEFAULT_REGION)),
        environment.text(AwsVariables.AWS_PROFILE),
        environment.text(AwsVariables.AWS_ENDPOINT_URL).map(URI::create),
        Optional.empty(),
        environment);
  }
}
