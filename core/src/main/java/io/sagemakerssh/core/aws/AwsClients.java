package io.sagemakerssh.core.aws;

import io.sagemakerssh.core.config.AwsVariables;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.web.WebClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The AWS clients of one process: each made when first asked for, all sharing one HTTP client,
 * region and credentials. Safe for use by several threads.
 */
public final class AwsClients implements AutoCloseable {
  /**
   * Time for one lost SYN to be sent again. Three attempts of it and their pauses make an
   * unreachable endpoint fail within about 5 s.
   */
  private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(1_500);

  private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);

  private static final Duration WEBSOCKET_CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final AwsSettings settings;
  private final Supplier<Region> region = Lazy.of(this::findRegion);
  private final Supplier<AwsCredentialsProvider> credentials = Lazy.of(this::findCredentials);
  private final Lazy<SdkHttpClient> http = Lazy.of(this::httpClient);
  private final Supplier<WebClient> web = Lazy.of(this::webClient);

  /**
   * No lambda may return the type itself: linking that would load it, and the container has none.
   */
  private final Supplier<SdkClient> ssm = Lazy.of(() -> configure(SsmClient.builder()).build());

  private final Supplier<StsClient> sts = Lazy.of(() -> configure(StsClient.builder()).build());
  private final Supplier<S3Client> s3 =
      Lazy.of(
          () ->
              configure(S3Client.builder())
                  .forcePathStyle(settings().endpoint().isPresent())
                  .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                  .build());

  public AwsClients(AwsSettings settings) {
    // Before any connection: looking for credentials makes the first ones.
    ProxyCredentials.allowInTunnels();
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

  /** The laptop's client of SSM; the container's jar does without. */
  public SsmClient ssm() {
    return (SsmClient) ssm.get();
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

  /** Java's own client, for websockets: it takes the same way through proxies and authorities. */
  public WebClient web() {
    return web.get();
  }

  /**
   * Gives any other service's builder this process's region, credentials, endpoint and HTTP client.
   */
  public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configure(B builder) {
    return configure(builder, credentials());
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configure(
      B builder, AwsCredentialsProvider signer) {
    builder
        .httpClient(http.get())
        .region(region())
        .credentialsProvider(signer)
        .overrideConfiguration(
            override -> {
              override
                  .retryStrategy(RetryMode.STANDARD)
                  .addExecutionInterceptor(new UnreachableEndpoint.Interceptor(proxies()));
              if (CallLog.isWanted()) {
                override.addExecutionInterceptor(new CallLog());
              }
            });
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder;
  }

  /**
   * The Session Manager message service's endpoint: its own setting, else the common one, else
   * AWS's.
   *
   * @throws UserError with {@link ExitCode#USAGE} if its setting is no URL
   */
  public URI messagesEndpoint() {
    return endpoint(AwsVariables.AWS_ENDPOINT_URL_SSMMESSAGES, "ssmmessages");
  }

  /**
   * Systems Manager's endpoint, for calls that the SDK does not model.
   *
   * @throws UserError with {@link ExitCode#USAGE} if its setting is no URL
   */
  public URI ssmEndpoint() {
    return endpoint(AwsVariables.AWS_ENDPOINT_URL_SSM, "ssm");
  }

  /**
   * The Security Token Service's endpoint, for who calls it without its client.
   *
   * @throws UserError with {@link ExitCode#USAGE} if its setting is no URL
   */
  public URI stsEndpoint() {
    return endpoint(AwsVariables.AWS_ENDPOINT_URL_STS, "sts");
  }

  /**
   * Where a bucket's objects lie, for who reads them without S3's client: at a host of the bucket's
   * own, or below S3's, where an endpoint is set or no certificate would fit the bucket's name.
   *
   * @throws UserError with {@link ExitCode#USAGE} if S3's setting is no URL
   */
  public URI bucketEndpoint(String bucket) {
    Optional<URI> set = endpointSetting(AwsVariables.AWS_ENDPOINT_URL_S3);
    if (set.isEmpty() && bucket.indexOf('.') < 0) {
      return awsEndpoint(bucket + ".s3");
    }
    String s3 = set.orElseGet(() -> awsEndpoint("s3")).toString();
    return URI.create((s3.endsWith("/") ? s3 : s3 + "/") + bucket);
  }

  /** The failure of a call that was not answered, as every client throws it. */
  public SdkClientException unreachable(URI uri, IOException cause) {
    return UnreachableEndpoint.of(
        uri, proxies(), SdkClientException.create(cause.getMessage(), cause));
  }

  private URI endpoint(String ofService, String service) {
    return endpointSetting(ofService).orElseGet(() -> awsEndpoint(service));
  }

  private Optional<URI> endpointSetting(String ofService) {
    return settings.environment().text(ofService).map(AwsSettings::endpoint).or(settings::endpoint);
  }

  private URI awsEndpoint(String service) {
    String suffix = PartitionMetadata.of(region()).dnsSuffix();
    return URI.create("https://" + service + "." + region().id() + "." + suffix);
  }

  @Override
  public void close() {
    http.ifMade(SdkHttpClient::close);
  }

  private SdkHttpClient httpClient() {
    return UrlConnectionHttpClient.create(
        new WebConnections(
            proxies(),
            new TrustedAuthorities(settings.environment()),
            CONNECT_TIMEOUT,
            READ_TIMEOUT));
  }

  private WebClient webClient() {
    HttpClient http =
        WebClient.builder()
            .connectTimeout(WEBSOCKET_CONNECT_TIMEOUT)
            .proxy(proxies().selector())
            .sslContext(new TrustedAuthorities(settings.environment()).sslContext())
            .build();
    return new WebClient(http, proxies()::headersFor);
  }

  private ProxySettings proxies() {
    return new ProxySettings(settings.environment());
  }

  private Region findRegion() {
    if (settings.region().isPresent()) {
      return Region.of(settings.region().get());
    }
    try {
      Region ofProfile =
          new AwsProfileRegionProvider(null, settings.anyProfile().orElse(null)).getRegion();
      if (ofProfile != null) {
        return ofProfile;
      }
      throw noRegion(null);
    } catch (SdkClientException none) {
      throw noRegion(none);
    }
  }

  private static UserError noRegion(SdkClientException cause) {
    return new UserError(
        ExitCode.NO_REGION,
        "No AWS region is configured",
        "neither --region, AWS_REGION nor the profile names one",
        "Give --region, set AWS_REGION, or run 'aws configure set region <region>'.",
        cause);
  }

  private AwsCredentialsProvider findCredentials() {
    AwsCredentialsProvider own = Credentials.own(settings);
    if (settings.roleArn().isEmpty()) {
      return own;
    }
    StsClient signer = configure(StsClient.builder(), own).build();
    return Credentials.ofRole(settings.roleArn().get(), signer);
  }
}
