package io.sagemakerssh.core.aws;

import io.sagemakerssh.core.config.AwsVariables;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.net.URI;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The AWS clients of one process: each made when first asked for, all sharing one HTTP client,
 * region and credentials. Safe for use by several threads.
 */
public final class AwsClients implements AutoCloseable {
  private final AwsSettings settings;
  private final Supplier<Region> region = Lazy.of(this::findRegion);
  private final Supplier<AwsCredentialsProvider> credentials = Lazy.of(this::findCredentials);
  private final Lazy<SdkHttpClient> http = Lazy.of(UrlConnectionHttpClient::create);
  private final Supplier<SsmClient> ssm = Lazy.of(() -> configure(SsmClient.builder()).build());
  private final Supplier<StsClient> sts = Lazy.of(() -> configure(StsClient.builder()).build());
  private final Supplier<S3Client> s3 =
      Lazy.of(
          () ->
              configure(S3Client.builder())
                  .forcePathStyle(settings().endpoint().isPresent())
                  .build());

  public AwsClients(AwsSettings settings) {
    this.settings = settings;
  }

  public AwsSettings settings() {
    return settings;
  }

  /**
   * The region.
   *
   * @throws UserError with {@link ExitCode#NO_REGION} if none is configured
   */
  public Region region() {
    return region.get();
  }

  /** The credentials that every client signs with. */
  public AwsCredentialsProvider credentials() {
    return credentials.get();
  }

  public SsmClient ssm() {
    return ssm.get();
  }

  public S3Client s3() {
    return s3.get();
  }

  public StsClient sts() {
    return sts.get();
  }

  /** The HTTP client that all the service clients share, for calls that the SDK does not model. */
  public SdkHttpClient http() {
    return http.get();
  }

  /**
   * Gives any other service's builder this process's region, credentials, endpoint and HTTP client.
   */
  public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configure(B builder) {
    builder.httpClient(http.get()).region(region()).credentialsProvider(credentials());
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder;
  }

  /**
   * The Session Manager message service's endpoint: its own setting, else the common one, else
   * AWS's.
   */
  public URI messagesEndpoint() {
    return settings
        .environment()
        .text(AwsVariables.AWS_ENDPOINT_URL_SSMMESSAGES)
        .map(URI::create)
        .or(settings::endpoint)
        .orElseGet(
            () ->
                URI.create(
                    "https://ssmmessages."
                        + region().id()
                        + "."
                        + region().metadata().partition().dnsSuffix()));
  }

  @Override
  public void close() {
    http.ifMade(SdkHttpClient::close);
  }

  private Region findRegion() {
    if (settings.region().isPresent()) {
      return Region.of(settings.region().get());
    }
    try {
      return DefaultAwsRegionProviderChain.builder()
          .profileName(settings.profile().orElse(null))
          .build()
          .getRegion();
    } catch (SdkClientException none) {
      throw new UserError(
          ExitCode.NO_REGION,
          "No AWS region is configured",
          "neither --region, AWS_REGION nor the profile names one",
          "Give --region, set AWS_REGION, or run 'aws configure set region <region>'.",
          none);
    }
  }

  private AwsCredentialsProvider findCredentials() {
    return DefaultCredentialsProvider.builder()
        .profileName(settings.profile().orElse(null))
        .build();
  }
}
