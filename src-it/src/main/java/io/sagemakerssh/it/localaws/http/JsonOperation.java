package io.sagemakerssh.it.localaws.http;

import com.google.gson.JsonObject;

/** One operation of a JSON 1.1 service. */
@FunctionalInterface
public interface JsonOperation {
  /**
   * Does it.
   *
   * @param input the request's JSON
   * @param request the whole request, for its caller and headers
   * @return the answer's JSON
   * @throws AwsError for what the service refuses
   */
  JsonObject answer(JsonObject input, AwsRequest request);
}
