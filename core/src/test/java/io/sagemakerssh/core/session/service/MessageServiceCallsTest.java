package io.sagemakerssh.core.session.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.channel.SilentListener;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The message service's HTTP calls, traps of PROTOCOL part F by their numbers. */
@Timeout(30)
class MessageServiceCallsTest {
  private final FakeMessageServer server;
  private final ScriptedPeer service = ScriptedPeer.client();
  private final MessageServiceCalls calls;

  MessageServiceCallsTest() throws IOException {
    server = new FakeMessageServer();
    calls = server.calls(service);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void trap26CreatedIsTheGoodAnswerJsonInAndXmlOut() throws Exception {
    assertThat(calls.createDataChannel("s-1")).isEqualTo("token-1");

    FakeMessageServer.Request request = server.requests().get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/v1/data-channel/s-1");
    JsonObject body = JsonParser.parseString(request.body()).getAsJsonObject();
    assertThat(body.keySet())
        .containsExactlyInAnyOrder("MessageSchemaVersion", "RequestId", "ClientId");
    assertThat(body.get("MessageSchemaVersion").getAsString()).isEqualTo("1.0");
  }

  @Test
  void trap26EvenOkIsARefusal() {
    server.answer(200, "<TokenValue>token</TokenValue>");
    assertThatThrownBy(() -> calls.createDataChannel("s-1"))
        .isInstanceOf(MessageServiceException.class)
        .hasMessage("CreateDataChannel was refused with HTTP status 200");
  }

  @Test
  void trap43TheSignatureCoversTheHostWithItsPort() throws Exception {
    calls.createControlChannel("mi-1");

    FakeMessageServer.Request request = server.requests().get(0);
    assertThat(request.headers()).containsEntry("host", server.endpoint().getAuthority());
    Matcher authorization =
        Pattern.compile(
                "AWS4-HMAC-SHA256 Credential=AKID/20250101/us-east-1/ssmmessages/aws4_request,"
                    + " SignedHeaders=(.*\\bhost\\b.*), Signature=(.+)")
            .matcher(request.headers().get("authorization"));
    assertThat(authorization.matches()).isTrue();
    assertThat(authorization.group(2))
        .isEqualTo(ReceivedSignature.expected(request, authorization.group(1)));
  }

  @Test
  void trap43TheSchemesOwnPortIsNotSigned() {
    RequestSignature signature = FakeMessageServer.signature();

    assertThat(signature.ofGet(URI.create("https://host:443/x")))
        .isEqualTo(signature.ofGet(URI.create("https://host/x")))
        .isNotEqualTo(signature.ofGet(URI.create("https://host:8443/x")));
    assertThat(signature.ofGet(URI.create("http://host:80/x")))
        .isEqualTo(signature.ofGet(URI.create("http://host/x")));
  }

  @Test
  void tokensAreTakenOutOfXml() throws Exception {
    server.answer(201, "<A><TokenValue>a&amp;b&lt;c&gt;&quot;&apos;</TokenValue></A>");

    assertThat(calls.createControlChannel("mi-1")).isEqualTo("a&b<c>\"'");
  }

  @Test
  void anAnswerWithoutATokenIsAFailure() {
    server.answer(201, "<A/>");

    assertThatThrownBy(() -> calls.createControlChannel("mi-1"))
        .hasMessageContaining("without a token");
  }

  @Test
  void tellsRefusalsApartAndShowsNothingOfThem() {
    server.answer(403, "<Error><Code>AccessDeniedException</Code>secret</Error>");
    assertThatThrownBy(() -> calls.createControlChannel("mi-1"))
        .isInstanceOf(MessageServiceException.class)
        .hasMessage("CreateControlChannel was refused with HTTP status 403: access denied");

    server.answer(400, "Session is already terminated");
    assertThatThrownBy(() -> calls.createDataChannel("s-1"))
        .isInstanceOfSatisfying(
            MessageServiceException.class,
            refused -> assertThat(refused.isSessionTerminated()).isTrue());
  }

  @Test
  void aServiceThatIsNotThereIsNamed() {
    server.close();

    assertThatThrownBy(() -> calls.createControlChannel("mi-1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No answer to CreateControlChannel")
        .hasMessageContaining(server.endpoint().toString());
  }

  @Test
  void websocketsHaveTheSameAddressWithTheirOwnScheme() throws Exception {
    calls.openControlChannel("mi-1", new SilentListener());
    calls.openDataChannel("s-1", new SilentListener());

    String base = server.endpoint().toString().replace("http:", "ws:");
    assertThat(service.addresses())
        .containsExactly(
            URI.create(base + "/v1/control-channel/mi-1?role=subscribe&stream=input"),
            URI.create(base + "/v1/data-channel/s-1?role=publish_subscribe"));
  }
}
