package io.sagemakerssh.it.localaws.ssm;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.http.JsonInput;
import io.sagemakerssh.it.localaws.http.JsonOperation;
import java.util.Map;

/**
 * The account's one document, by which an administrator sets the preferences of Session Manager:
 * UpdateDocument of {@code SSM-SessionManagerRunShell}.
 */
final class DocumentOperations {
  private final SsmDocuments documents;
  private final Access access;

  DocumentOperations(SsmDocuments documents, Access access) {
    this.documents = documents;
    this.access = access;
  }

  Map<String, JsonOperation> operations() {
    return Map.of("UpdateDocument", this::update);
  }

  private JsonObject update(JsonObject json, AwsRequest request) {
    JsonInput input = new JsonInput(json);
    String name = input.text("Name");
    access.accessControl().demand(request.caller(), "ssm:UpdateDocument", documents.arn(name));
    if (!name.equals(SsmDocuments.SHELL)) {
      throw AwsError.badRequest("InvalidDocument", "Document " + name + " does not exist.");
    }
    JsonObject content = content(input.text("Content"));
    if (!content.has("sessionType") || !content.has("inputs")) {
      throw AwsError.badRequest(
          "InvalidDocumentContent", "A session document has a sessionType and inputs.");
    }
    documents.replaceShell(content);
    return Json.object("DocumentDescription", Json.object("Name", name));
  }

  private static JsonObject content(String text) {
    try {
      JsonElement content = JsonParser.parseString(text);
      if (content.isJsonObject()) {
        return content.getAsJsonObject();
      }
    } catch (JsonParseException malformed) {
      // refused below like JSON that is no object
    }
    throw AwsError.badRequest("InvalidDocumentContent", "The content is not a JSON object.");
  }
}
