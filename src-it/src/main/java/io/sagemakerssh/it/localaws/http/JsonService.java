package io.sagemakerssh.it.localaws.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Map;
import java.util.Set;

/** A JSON 1.1 service: the operation is named by the header {@code X-Amz-Target}. */
public final class JsonService implements AwsService {
  private final String signingName;
  private final String targetPrefix;
  private final Map<String, JsonOperation> operations;
  private final Set<String> unsignedOperations;

  /**
   * @param targetPrefix what comes before the dot in {@code X-Amz-Target}
   * @param operations by what comes after the dot
   * @param unsignedOperations those that need no signature
   */
  public JsonService(
      String signingName,
      String targetPrefix,
      Map<String, JsonOperation> operations,
      Set<String> unsignedOperations) {
    this.signingName = signingName;
    this.targetPrefix = targetPrefix;
    this.operations = Map.copyOf(operations);
    this.unsignedOperations = Set.copyOf(unsignedOperations);
  }

  public JsonService(
      String signingName, String targetPrefix, Map<String, JsonOperation> operations) {
    this(signingName, targetPrefix, operations, Set.of());
  }

  @Override
  public String signingName() {
    return signingName;
  }

  @Override
  public Protocol protocol() {
    return Protocol.JSON;
  }

  @Override
  public String targetPrefix() {
    return targetPrefix;
  }

  @Override
  public Set<String> unsignedOperations() {
    return unsignedOperations;
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    String target = request.headers().first("x-amz-target").orElse("");
    JsonOperation operation =
        target.startsWith(targetPrefix + ".")
            ? operations.get(target.substring(targetPrefix.length() + 1))
            : null;
    if (operation == null) {
      throw AwsError.badRequest("UnknownOperationException", "Unknown operation: " + target);
    }
    return AwsResponse.json(200, operation.answer(input(request), request));
  }

  private static JsonObject input(AwsRequest request) {
    try {
      JsonElement body = JsonParser.parseString(request.text());
      if (body.isJsonObject()) {
        return body.getAsJsonObject();
      }
    } catch (JsonParseException malformed) {
      // refused below like JSON that is no object
    }
    throw AwsError.badRequest("SerializationException", "The request body is not a JSON object");
  }
}
