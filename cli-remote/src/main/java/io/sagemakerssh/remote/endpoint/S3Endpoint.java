package io.sagemakerssh.remote.endpoint;

import io.sagemakerssh.core.aws.AwsClients;
import java.net.URI;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** S3, for reading a small object. */
public final class S3Endpoint {
  private final AwsClients clients;
  private final XmlCalls calls;

  public S3Endpoint(AwsClients clients, Retry retry) {
    this.clients = clients;
    this.calls = new XmlCalls(clients, "s3", retry);
  }

  /**
   * The beginning of an object.
   *
   * @param longest how many bytes at most
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 refuses or does not answer
   */
  public byte[] read(String bucket, String key, int longest) {
    URI bucketUri = clients.bucketEndpoint(bucket);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(bucketUri)
            .encodedPath(bucketUri.getRawPath() + "/" + SdkHttpUtils.urlEncodeIgnoreSlashes(key))
            .build();
    return calls.call(request, new byte[0], longest);
  }
}
