package io.sagemakerssh.remote.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sagemakerssh.core.aws.AwsClients;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** STS, for the question who one is. */
public final class StsEndpoint {
  private static final byte[] GET_CALLER_IDENTITY =
      "Action=GetCallerIdentity&Version=2011-06-15".getBytes(UTF_8);

  private static final int LONGEST_ANSWER = 1 << 16;

  private final AwsClients clients;
  private final XmlCalls calls;

  public StsEndpoint(AwsClients clients, Retry retry) {
    this.clients = clients;
    this.calls = new XmlCalls(clients, "sts", retry);
  }

  /**
   * The {@code UserId} of whom the credentials belong to: {@code AROAEXAMPLE:session}.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if STS refuses or does not answer
   */
  public String callerUserId() {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(clients.stsEndpoint())
            .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .putHeader("Content-Length", Integer.toString(GET_CALLER_IDENTITY.length))
            .build();
    return XmlCalls.element(calls.call(request, GET_CALLER_IDENTITY, LONGEST_ANSWER), "UserId")
        .orElseThrow(() -> SdkClientException.create("STS's answer lacks UserId"));
  }
}
