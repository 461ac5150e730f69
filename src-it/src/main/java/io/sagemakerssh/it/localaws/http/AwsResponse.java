package io.sagemakerssh.it.localaws.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An answer.
 *
 * @param headers in order; a name may come several times
 * @param body for HEAD the body that GET would have: the server leaves it out
 */
public record AwsResponse(int status, List<Map.Entry<String, String>> headers, byte[] body) {

  /** An answer of the JSON 1.1 protocol. */
  public static AwsResponse json(int status, JsonObject body) {
    return of(status, "application/x-amz-json-1.1", body.toString().getBytes(UTF_8));
  }

  /** An answer in XML. */
  public static AwsResponse xml(int status, String body) {
    return of(status, "text/xml", body.getBytes(UTF_8));
  }

  public static AwsResponse empty(int status) {
    return new AwsResponse(status, List.of(), new byte[0]);
  }

  public static AwsResponse of(int status, String contentType, byte[] body) {
    return new AwsResponse(status, List.of(Map.entry("Content-Type", contentType)), body);
  }

  /** This answer with one more header. */
  public AwsResponse with(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(headers);
    more.add(Map.entry(name, value));
    return new AwsResponse(status, List.copyOf(more), body);
  }
}
