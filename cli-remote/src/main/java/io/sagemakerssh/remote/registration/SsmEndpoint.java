package io.sagemakerssh.remote.registration;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.aws.AwsClients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * SSM's JSON 1.1 interface, for the calls of managed instances, which the SDK does not model
 * (PROTOCOL.md D.1, D.2, D.4).
 */
public final class SsmEndpoint {
  static final String CONTENT_TYPE = "application/x-amz-json-1.1";
  private static final int LONGEST_ANSWER = 1 << 20;

  private final SdkHttpClient http;
  private final URI uri;

  public SsmEndpoint(SdkHttpClient http, URI uri) {
    this.http = http;
    this.uri = uri;
  }

  /** The endpoint that the clients' settings name, else AWS's own. */
  public static SsmEndpoint of(AwsClients clients) {
    URI uri =
        clients
            .settings()
            .endpoint()
            .orElseGet(
                () ->
                    URI.create(
                        "https://" + SsmClient.serviceMetadata().endpointFor(clients.region())));
    return new SsmEndpoint(clients.http(), uri);
  }

  /** Who a call comes from. */
  @FunctionalInterface
  public interface Signer {
    /** Nobody: the call needs no signature. */
    Signer ANONYMOUS = (uri, target, body) -> Map.of();

    /** The headers that prove it. */
    Map<String, String> sign(URI uri, String target, byte[] body);
  }

  /**
   * Makes one call.
   *
   * @param operation its name, such as {@code RegisterManagedInstance}
   * @throws SsmRefusal if SSM answers with an error
   * @throws UncheckedIOException if it does not answer, or with something else than JSON
   */
  public JsonObject call(String operation, JsonObject input, Signer signer) {
    String target = "AmazonSSM." + operation;
    byte[] body = input.toString().getBytes(StandardCharsets.UTF_8);
    ContentStreamProvider content = () -> new ByteArrayInputStream(body);
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(uri)
            .putHeader("Content-Type", CONTENT_TYPE)
            .putHeader("Content-Length", Integer.toString(body.length))
            .putHeader("X-Amz-Target", target);
    signer.sign(uri, target, body).forEach(request::putHeader);
    try {
      HttpExecuteResponse response =
          http.prepareRequest(
                  HttpExecuteRequest.builder()
                      .request(request.build())
                      .contentStreamProvider(content)
                      .build())
              .call();
      return read(operation, response);
    } catch (IOException unanswered) {
      throw new UncheckedIOException(unanswered);
    }
  }

  private static JsonObject read(String operation, HttpExecuteResponse response)
      throws IOException {
    String text = "";
    if (response.responseBody().isPresent()) {
      try (InputStream body = response.responseBody().get()) {
        text = new String(body.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
      }
    }
    Optional<JsonObject> json = parse(text);
    int status = response.httpResponse().statusCode();
    if (!response.httpResponse().isSuccessful()) {
      JsonObject error = json.orElseGet(JsonObject::new);
      String code = text(error, "__type");
      String message = text(error, error.has("message") ? "message" : "Message");
      throw new SsmRefusal(status, code.substring(code.indexOf('#') + 1), message);
    }
    return json.orElseThrow(() -> new IOException("the answer to " + operation + " is no JSON"));
  }

  private static Optional<JsonObject> parse(String text) {
    try {
      return Optional.of(JsonParser.parseString(text).getAsJsonObject());
    } catch (JsonParseException | IllegalStateException notJson) {
      return Optional.empty();
    }
  }

  /** A text field of an answer, empty if it is missing or of another type. */
  static String text(JsonObject json, String field) {
    JsonElement value = json.get(field);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }
}
