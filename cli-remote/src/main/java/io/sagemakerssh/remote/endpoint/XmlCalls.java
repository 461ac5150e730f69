package io.sagemakerssh.remote.endpoint;

import io.sagemakerssh.core.aws.AwsClients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Signed calls of a service that answers in XML, at least when it refuses. Failures are the SDK's
 * exceptions, as of any other call; those that pass are met by trying again.
 */
final class XmlCalls {
  private static final int LONGEST_REFUSAL = 1 << 16;

  private final AwsClients clients;
  private final String service;
  private final Retry retry;

  /**
   * @param service the name that its calls are signed for: {@code s3}
   */
  XmlCalls(AwsClients clients, String service, Retry retry) {
    this.clients = clients;
    this.service = service;
    this.retry = retry;
  }

  /**
   * Makes one call.
   *
   * @param longest how many bytes of the answer are read at most
   * @throws AwsServiceException if the service answers with an error
   * @throws SdkClientException if it does not answer
   */
  byte[] call(SdkHttpRequest request, byte[] body, int longest) {
    return retry.brief().call(() -> callOnce(request, body, longest), Retry::isPassing);
  }

  private byte[] callOnce(SdkHttpRequest request, byte[] body, int longest) {
    SdkHttpRequest signed =
        new CredentialsSignature(clients.credentials(), clients.region().id())
            .sign(service, request, body);
    HttpExecuteRequest.Builder execution = HttpExecuteRequest.builder().request(signed);
    if (body.length > 0) {
      execution.contentStreamProvider(ContentStreamProvider.fromByteArray(body));
    }
    try {
      HttpExecuteResponse response = clients.http().prepareRequest(execution.build()).call();
      boolean taken = response.httpResponse().isSuccessful();
      byte[] answer = read(response, taken ? longest : LONGEST_REFUSAL);
      if (!taken) {
        throw refusal(response.httpResponse().statusCode(), answer);
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

  /** {@code <Error><Code>AccessDenied</Code><Message>…</Message>}, somewhere in the answer. */
  private AwsServiceException refusal(int status, byte[] answer) {
    String message = element(answer, "Message").orElse("");
    return AwsServiceException.builder()
        .message(message)
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .serviceName(service)
                .errorCode(element(answer, "Code").orElse(""))
                .errorMessage(message)
                .build())
        .build();
  }

  /** The text of the first element of this name, if the answer is XML and has one. */
  static Optional<String> element(byte[] answer, String name) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(answer));
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals(name)) {
          return Optional.of(xml.getElementText());
        }
      }
    } catch (XMLStreamException notXml) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
