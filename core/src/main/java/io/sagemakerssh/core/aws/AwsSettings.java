package io.sagemakerssh.core.aws;

import io.sagemakerssh.core.config.AwsVariables;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where and as whom AWS is called. What is empty is found as the AWS SDK finds it: environment,
 * profile files, container and instance metadata.
 *
 * @param region the region's name
 * @param profile the named profile to use in spite of credentials in the environment; what {@code
 *     AWS_PROFILE} names comes after those, as in the AWS command line
 * @param endpoint one endpoint for all services, such as a local AWS
 * @param roleArn a role to assume for every call
 * @param web how the web is reached, where the user told so
 * @param environment the process environment, for service endpoints and all else; it agrees with
 *     {@code web}
 */
public record AwsSettings(
    Optional<String> region,
    Optional<String> profile,
    Optional<URI> endpoint,
    Optional<String> roleArn,
    WebAccess web,
    Environment environment) {
  public AwsSettings {
    environment = web.in(environment);
  }

  /** What the environment says; the rest is left to the SDK. */
  public static AwsSettings of(Environment environment) {
    return new AwsSettings(
        environment
            .text(AwsVariables.AWS_REGION)
            .or(() -> environment.text(AwsVariables.AWS_DEFAULT_REGION)),
        Optional.empty(),
        environment.text(AwsVariables.AWS_ENDPOINT_URL).map(AwsSettings::endpoint),
        Optional.empty(),
        WebAccess.USUAL,
        environment);
  }

  /** The chosen profile, else the one that {@code AWS_PROFILE} names. */
  public Optional<String> anyProfile() {
    return profile.or(() -> environment.text(AwsVariables.AWS_PROFILE));
  }

  /**
   * Reads an endpoint.
   *
   * @throws UserError with {@link ExitCode#USAGE} if the text is no http or https URL
   */
  public static URI endpoint(String text) {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException malformed) {
      // Refused below.
    }
    throw new UserError(
        ExitCode.USAGE,
        "'" + text + "' is not an endpoint",
        "an endpoint is an http or https URL with a host",
        "Give --endpoint-url or AWS_ENDPOINT_URL, or that of one service, such as http://localhost:8080, or none for AWS itself.");
  }
}
