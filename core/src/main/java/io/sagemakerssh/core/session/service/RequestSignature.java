package io.sagemakerssh.core.session.service;

import static java.util.stream.Collectors.toMap;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests to the message service with SigV4, service name {@code ssmmessages}, for the Java
 * platform's HTTP client. That sets Host itself, by the rule that the signer goes by: no port if it
 * is the scheme's own.
 */
final class RequestSignature {
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final AwsCredentialsProvider credentials;
  private final String region;
  private final Clock clock;

  RequestSignature(AwsCredentialsProvider credentials, String region, Clock clock) {
    this.credentials = credentials;
    this.region = region;
    this.clock = clock;
  }

  /** The headers to send with a GET without body, a websocket's upgrade. */
  Map<String, String> ofGet(URI uri) {
    return sign(SdkHttpRequest.builder().method(SdkHttpMethod.GET), uri, new byte[0]);
  }

  /** The headers to send with a POST of JSON, Content-Type among them. */
  Map<String, String> ofPost(URI uri, byte[] body) {
    return sign(
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .putHeader("Content-Type", "application/json"),
        uri,
        body);
  }

  private Map<String, String> sign(SdkHttpRequest.Builder request, URI uri, byte[] body) {
    AwsCredentialsIdentity identity = credentials.resolveCredentials();
    SignRequest<AwsCredentialsIdentity> toSign =
        SignRequest.builder(identity)
            .request(request.uri(uri).build())
            .payload(ContentStreamProvider.fromByteArray(body))
            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ssmmessages")
            .putProperty(AwsV4HttpSigner.REGION_NAME, region)
            .putProperty(HttpSigner.SIGNING_CLOCK, clock)
            .build();
    return signer.sign(toSign).request().headers().entrySet().stream()
        .filter(header -> !header.getKey().equalsIgnoreCase("Host"))
        .collect(toMap(Map.Entry::getKey, header -> String.join(",", header.getValue())));
  }
}
