package io.sagemakerssh.it.localaws.ssm;

import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.http.JsonInput;
import io.sagemakerssh.it.localaws.http.JsonOperation;
import io.sagemakerssh.it.localaws.iam.Account;
import java.util.Map;
import java.util.Set;

/**
 * The account's tier of managed instances. Session Manager needs {@code advanced}, which is set
 * from the start, unlike in a fresh account.
 */
final class SettingOperations {
  private static final String SETTING = "/ssm/managed-instance/activation-tier";
  private static final String STANDARD = "standard";
  private static final String ADVANCED = "advanced";

  private final Access access;
  private final Account account;
  private volatile String tier = ADVANCED;

  SettingOperations(Access access, Account account) {
    this.access = access;
    this.account = account;
  }

  Map<String, JsonOperation> operations() {
    return Map.of(
        "GetServiceSetting", this::get,
        "UpdateServiceSetting", this::update,
        "ResetServiceSetting", this::reset);
  }

  boolean advanced() {
    return tier.equals(ADVANCED);
  }

  private JsonObject get(JsonObject json, AwsRequest request) {
    check("GetServiceSetting", json, request);
    return Json.object("ServiceSetting", setting());
  }

  private JsonObject update(JsonObject json, AwsRequest request) {
    check("UpdateServiceSetting", json, request);
    String value = new JsonInput(json).text("SettingValue");
    if (!Set.of(STANDARD, ADVANCED).contains(value)) {
      throw AwsError.validation("SettingValue must be standard or advanced");
    }
    tier = value;
    return new JsonObject();
  }

  private JsonObject reset(JsonObject json, AwsRequest request) {
    check("ResetServiceSetting", json, request);
    tier = STANDARD;
    return Json.object("ServiceSetting", setting());
  }

  private void check(String action, JsonObject json, AwsRequest request) {
    String id = new JsonInput(json).text("SettingId");
    access.accessControl().demand(request.caller(), "ssm:" + action, arn());
    if (!id.equals(SETTING) && !id.equals(arn())) {
      throw AwsError.badRequest("ServiceSettingNotFound", "Setting " + id + " not found");
    }
  }

  private String arn() {
    return account.arn("ssm", "servicesetting" + SETTING);
  }

  private JsonObject setting() {
    JsonObject setting = Json.object("SettingId", SETTING);
    setting.addProperty("SettingValue", tier);
    setting.addProperty("ARN", arn());
    setting.addProperty("Status", tier.equals(STANDARD) ? "Default" : "Customized");
    return setting;
  }
}
