package io.sagemakerssh.it.localaws.kms;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.auth.Caller;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.http.JsonInput;
import io.sagemakerssh.it.localaws.http.JsonService;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.iam.Account;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Keys that never leave, and data keys encrypted by them: CreateKey, GenerateDataKey, Decrypt. */
public final class KeyManagement {
  private static final int LONGEST_DATA_KEY = 1024;

  private final Map<String, CustomerKey> keys = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final AccessControl accessControl;
  private final Account account;

  public KeyManagement(AccessControl accessControl, Account account) {
    this.accessControl = accessControl;
    this.account = account;
  }

  public JsonService service() {
    return new JsonService(
        "kms",
        "TrentService",
        Map.of(
            "CreateKey", this::createKey,
            "GenerateDataKey", this::generateDataKey,
            "Decrypt", this::decrypt));
  }

  private JsonObject createKey(JsonObject json, AwsRequest request) {
    accessControl.demand(request.caller(), "kms:CreateKey", "*");
    CustomerKey key = CustomerKey.create(UUID.randomUUID().toString());
    keys.put(key.id(), key);
    JsonObject metadata = Json.object("KeyId", key.id());
    metadata.addProperty("Arn", arn(key));
    metadata.addProperty("Enabled", true);
    JsonObject answer = new JsonObject();
    answer.add("KeyMetadata", metadata);
    return answer;
  }

  private JsonObject generateDataKey(JsonObject json, AwsRequest request) {
    CustomerKey key = demandKey(new JsonInput(json).text("KeyId"));
    demand(request.caller(), "kms:GenerateDataKey", key);
    JsonElement count = json.get("NumberOfBytes");
    if (count == null || count.getAsInt() < 1 || count.getAsInt() > LONGEST_DATA_KEY) {
      throw AwsError.validation("Please specify either number of bytes or key spec.");
    }
    byte[] plaintext = new byte[count.getAsInt()];
    random.nextBytes(plaintext);
    JsonObject answer = Json.object("KeyId", arn(key));
    answer.addProperty("Plaintext", Base64.getEncoder().encodeToString(plaintext));
    answer.addProperty(
        "CiphertextBlob",
        Base64.getEncoder().encodeToString(key.encrypt(plaintext, context(json))));
    return answer;
  }

  private JsonObject decrypt(JsonObject json, AwsRequest request) {
    byte[] ciphertext = Base64.getDecoder().decode(new JsonInput(json).text("CiphertextBlob"));
    CustomerKey key =
        keys.values().stream()
            .filter(one -> one.hasMade(ciphertext))
            .findFirst()
            .orElseThrow(() -> AwsError.badRequest("InvalidCiphertextException", ""));
    demand(request.caller(), "kms:Decrypt", key);
    new JsonInput(json)
        .optionalText("KeyId")
        .filter(named -> !demandKey(named).id().equals(key.id()))
        .ifPresent(
            other -> {
              throw AwsError.badRequest(
                  "IncorrectKeyException",
                  "The key ID in the request does not identify a CMK that can perform this operation.");
            });
    byte[] plaintext =
        key.decrypt(ciphertext, context(json))
            .orElseThrow(() -> AwsError.badRequest("InvalidCiphertextException", ""));
    JsonObject answer = Json.object("KeyId", arn(key));
    answer.addProperty("Plaintext", Base64.getEncoder().encodeToString(plaintext));
    return answer;
  }

  private CustomerKey demandKey(String idOrArn) {
    CustomerKey key = keys.get(idOrArn.substring(idOrArn.lastIndexOf('/') + 1));
    if (key == null) {
      throw AwsError.badRequest("NotFoundException", "Key '" + idOrArn + "' does not exist");
    }
    return key;
  }

  private void demand(Caller caller, String action, CustomerKey key) {
    accessControl.demand(caller, action, arn(key));
  }

  private String arn(CustomerKey key) {
    return account.arn("kms", "key/" + key.id());
  }

  /** The encryption context in one text, the same for the same pairs. */
  private static String context(JsonObject json) {
    Map<String, String> sorted = new TreeMap<>();
    if (json.has("EncryptionContext")) {
      json.getAsJsonObject("EncryptionContext")
          .entrySet()
          .forEach(pair -> sorted.put(pair.getKey(), pair.getValue().getAsString()));
    }
    return sorted.toString();
  }
}
