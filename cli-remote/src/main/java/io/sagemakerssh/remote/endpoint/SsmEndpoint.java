package io.sagemakerssh.remote.endpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.aws.AwsClients;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * SSM's JSON 1.1 interface, for the calls of managed instances, which the SDK does not model
 * (PROTOCOL.md D.1, D.2, D.4), and for the two others that a container makes: the SDK's client of
 * SSM, with its hundred and fifty operations, would take a tenth of the daemon's memory.
 */
public final class SsmEndpoint {
  public static final String CONTENT_TYPE = "application/x-amz-json-1.1";
  private static final int LONGEST_ANSWER = 1 << 20;

  private final HttpCalls calls;
  private final URI uri;

  private SsmEndpoint(HttpCalls calls, URI uri) {
    this.calls = calls;
    this.uri = uri;
  }

  /** The endpoint that the clients' settings name, else AWS's own. */
  public static SsmEndpoint of(AwsClients clients) {
    return new SsmEndpoint(
        new HttpCalls(clients, "Ssm", SsmEndpoint::refusal), clients.ssmEndpoint());
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
   * @throws AwsServiceException if SSM answers with an error
   * @throws SdkClientException if it does not answer, or with something else than JSON
   */
  public JsonObject call(String operation, JsonObject input, Signer signer) {
    String target = "AmazonSSM." + operation;
    byte[] body = input.toString().getBytes(StandardCharsets.UTF_8);
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(uri)
            .putHeader("Content-Type", CONTENT_TYPE)
            .putHeader("Content-Length", Integer.toString(body.length))
            .putHeader("X-Amz-Target", target);
    signer.sign(uri, target, body).forEach(request::putHeader);
    return parse(calls.call(request.build(), body, LONGEST_ANSWER))
        .orElseThrow(() -> SdkClientException.create(operation + ": the answer is no JSON object"));
  }

  /** {@code {"__type":"namespace#Code","message":"…"}}, each part optional. */
  private static HttpCalls.Refusal refusal(byte[] answer) {
    JsonObject error = parse(answer).orElseGet(JsonObject::new);
    String code = text(error, "__type");
    return new HttpCalls.Refusal(
        code.substring(code.indexOf('#') + 1),
        text(error, error.has("message") ? "message" : "Message"));
  }

  private static Optional<JsonObject> parse(byte[] answer) {
    try {
      String text = new String(answer, StandardCharsets.UTF_8);
      return Optional.of(JsonParser.parseString(text).getAsJsonObject());
    } catch (JsonParseException | IllegalStateException notJson) {
      return Optional.empty();
    }
  }

  /**
   * A text field of an answer that must have it.
   *
   * @throws SdkClientException if it is missing, empty or of another type
   */
  public static String required(JsonObject json, String field) {
    String value = text(json, field);
    if (value.isEmpty()) {
      throw SdkClientException.create("SSM's answer lacks " + field);
    }
    return value;
  }

  /** A text field, empty if it is missing or of another type. */
  public static String text(JsonObject json, String field) {
    JsonElement value = json.get(field);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }
}
