package io.sagemakerssh.remote.endpoint;

import io.sagemakerssh.core.aws.AwsClients;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Calls of one service. Failures are the SDK's exceptions, as of any other call. */
final class HttpCalls {
  private static final int LONGEST_REFUSAL = 1 << 16;

  private final AwsClients clients;
  private final String service;
  private final Function<byte[], Refusal> refusals;

  /** What a service says when it refuses, each part empty if it is missing. */
  record Refusal(String code, String message) {}

  /**
   * @param service its name in failures
   * @param refusals reads an answer
   */
  HttpCalls(AwsClients clients, String service, Function<byte[], Refusal> refusals) {
    this.clients = clients;
    this.service = service;
    this.refusals = refusals;
  }

  /**
   * Makes one call.
   *
   * @param longest how many bytes of the answer are read at most
   * @throws AwsServiceException if the service answers with an error
   * @throws SdkClientException if it does not answer
   */
  byte[] call(SdkHttpRequest request, byte[] body, int longest) {
    HttpExecuteRequest.Builder execution = HttpExecuteRequest.builder().request(request);
    if (body.length > 0) {
      execution.contentStreamProvider(ContentStreamProvider.fromByteArray(body));
    }
    try {
      HttpExecuteResponse response = clients.http().prepareRequest(execution.build()).call();
      boolean taken = response.httpResponse().isSuccessful();
      byte[] answer = read(response, taken ? longest : LONGEST_REFUSAL);
      if (!taken) {
        throw failure(response.httpResponse().statusCode(), refusals.apply(answer));
      }
      return answer;
    } catch (IOException unanswered) {
      throw clients.unreachable(request.getUri(), unanswered);
    }
  }

  private static byte[] read(HttpExecuteResponse response, int longest) throws IOException {
    if (response.responseBody().isEmpty()) {
      return new byte[0];
    }
    try (InputStream body = response.responseBody().get()) {
      return body.readNBytes(longest);
    }
  }

  private AwsServiceException failure(int status, Refusal refusal) {
    return AwsServiceException.builder()
        .message(refusal.message())
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .serviceName(service)
                .errorCode(refusal.code())
                .errorMessage(refusal.message())
                .build())
        .build();
  }
}
