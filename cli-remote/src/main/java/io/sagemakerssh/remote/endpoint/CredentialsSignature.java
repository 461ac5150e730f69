package io.sagemakerssh.remote.endpoint;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** Signs calls with ordinary credentials: AWS signature version 4. */
public final class CredentialsSignature implements SsmEndpoint.Signer {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  private final AwsCredentialsProvider credentials;
  private final String region;

  /**
   * @param credentials asked at each call
   */
  public CredentialsSignature(AwsCredentialsProvider credentials, String region) {
    this.credentials = credentials;
    this.region = region;
  }

  @Override
  public Map<String, String> sign(URI uri, String target, byte[] body) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(uri)
            .putHeader("Content-Type", SsmEndpoint.CONTENT_TYPE)
            .putHeader("X-Amz-Target", target)
            .build();
    Map<String, String> added = new HashMap<>();
    sign("ssm", request, body)
        .forEachHeader(
            (name, values) -> {
              // The HTTP client writes the Host header itself.
              if (!request.headers().containsKey(name) && !name.equalsIgnoreCase("Host")) {
                added.put(name, values.get(0));
              }
            });
    return added;
  }

  /**
   * The request with its signature.
   *
   * @param service the name that its requests are signed for: {@code s3}
   * @param request its path is signed as it is, encoded once, which S3 demands
   */
  SdkHttpRequest sign(String service, SdkHttpRequest request, byte[] body) {
    return SIGNER
        .sign(
            r ->
                r.identity(credentials.resolveCredentials())
                    .request(request)
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false))
        .request();
  }
}
