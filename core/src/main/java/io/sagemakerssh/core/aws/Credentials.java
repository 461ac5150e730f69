package io.sagemakerssh.core.aws;

import io.sagemakerssh.core.config.AwsVariables;
import io.sagemakerssh.core.config.Environment;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * Where credentials come from: the chosen profile; else the environment, without a look at profile
 * files or the network; else wherever the SDK finds some.
 */
final class Credentials {
  private static final String SESSION_NAME = "sagemaker-ssh-helper";

  private Credentials() {}

  static AwsCredentialsProvider own(AwsSettings settings) {
    if (settings.profile().isPresent()) {
      return ProfileCredentialsProvider.create(settings.profile().get());
    }
    return ofEnvironment(settings.environment())
        .<AwsCredentialsProvider>map(StaticCredentialsProvider::create)
        .orElseGet(
            () ->
                DefaultCredentialsProvider.builder()
                    .profileName(settings.anyProfile().orElse(null))
                    .build());
  }

  /** Asks for the role's credentials at the first use, and anew before they expire. */
  static AwsCredentialsProvider ofRole(String roleArn, StsClient signer) {
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(signer)
        .refreshRequest(request -> request.roleArn(roleArn).roleSessionName(SESSION_NAME))
        .build();
  }

  private static Optional<AwsCredentials> ofEnvironment(Environment environment) {
    Optional<String> id = environment.text(AwsVariables.AWS_ACCESS_KEY_ID);
    Optional<String> secret = environment.text(AwsVariables.AWS_SECRET_ACCESS_KEY);
    if (id.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        environment
            .text(AwsVariables.AWS_SESSION_TOKEN)
            .<AwsCredentials>map(
                token -> AwsSessionCredentials.create(id.get(), secret.get(), token))
            .orElseGet(() -> AwsBasicCredentials.create(id.get(), secret.get())));
  }
}
