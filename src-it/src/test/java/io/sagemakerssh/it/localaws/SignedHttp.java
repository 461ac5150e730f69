package io.sagemakerssh.it.localaws;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests with a signature but without a client's care, for what no client would send. */
public final class SignedHttp {
  private final AwsCredentials credentials;
  private final String service;
  private final Clock clock;

  public SignedHttp(AwsCredentials credentials, String service, Clock clock) {
    this.credentials = credentials;
    this.service = service;
    this.clock = clock;
  }

  /** A signed request; its body may still be exchanged. */
  public HttpRequest.Builder request(
      String method, URI uri, Map<String, String> headers, byte[] body) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
    Map<String, String> sent = new HashMap<>(headers);
    sent.forEach(request::putHeader);
    AwsV4HttpSigner.create()
        .sign(
            sign ->
                sign.identity(AwsCredentialsIdentity.class.cast(credentials))
                    .request(request.build())
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, TestAws.REGION.id())
                    .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                    .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, !service.equals("s3"))
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock))
        .request()
        .headers()
        .forEach((name, values) -> sent.put(name, String.join(",", values)));
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri);
    sent.forEach(
        (name, value) -> {
          // The platform sets these by itself.
          if (!List.of("host", "content-length").contains(name.toLowerCase(Locale.ROOT))) {
            builder.setHeader(name, value);
          }
        });
    return builder.method(method, BodyPublishers.ofByteArray(body));
  }

  /** A call of an operation of the JSON 1.1 protocol. */
  public HttpRequest.Builder json(URI endpoint, String target, String body) {
    return request(
        "POST",
        endpoint.resolve("/"),
        Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", target),
        body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
