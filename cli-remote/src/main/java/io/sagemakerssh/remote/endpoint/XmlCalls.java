package io.sagemakerssh.remote.endpoint;

import io.sagemakerssh.core.aws.AwsClients;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Signed calls of a service that answers in XML, at least when it refuses. Failures that pass are
 * met by trying again.
 */
final class XmlCalls {
  private final AwsClients clients;
  private final String service;
  private final Retry retry;
  private final HttpCalls calls;

  /**
   * @param service the name that its calls are signed for: {@code s3}
   */
  XmlCalls(AwsClients clients, String service, Retry retry) {
    this.clients = clients;
    this.service = service;
    this.retry = retry;
    this.calls = new HttpCalls(clients, service, XmlCalls::refusal);
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
    CredentialsSignature signature =
        new CredentialsSignature(clients.credentials(), clients.region().id());
    return calls.call(signature.sign(service, request, body), body, longest);
  }

  /** {@code <Error><Code>AccessDenied</Code><Message>…</Message>}, somewhere in the answer. */
  private static HttpCalls.Refusal refusal(byte[] answer) {
    return new HttpCalls.Refusal(
        element(answer, "Code").orElse(""), element(answer, "Message").orElse(""));
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
