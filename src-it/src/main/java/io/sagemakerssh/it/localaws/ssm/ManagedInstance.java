package io.sagemakerssh.it.localaws.ssm;

import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.auth.Role;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.http.JsonInput;
import java.security.PublicKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A registered instance: what it told of itself, its tags, its key. Safe for several threads. */
final class ManagedInstance {
  private static final List<String> TOLD =
      List.of(
          "AgentVersion",
          "PlatformType",
          "PlatformName",
          "PlatformVersion",
          "IPAddress",
          "ComputerName");

  private final String id;
  private final Activation activation;
  private final String fingerprint;
  private final Instant registered;
  private final Map<String, String> tags;
  private final JsonObject told = new JsonObject();
  private PublicKey publicKey;
  private Optional<Instant> lastPing = Optional.empty();

  ManagedInstance(
      String id,
      Activation activation,
      PublicKey publicKey,
      String fingerprint,
      Instant registered) {
    this.id = id;
    this.activation = activation;
    this.publicKey = publicKey;
    this.fingerprint = fingerprint;
    this.registered = registered;
    this.tags = new LinkedHashMap<>(activation.tags());
  }

  String id() {
    return id;
  }

  Role role() {
    return activation.role();
  }

  String activationId() {
    return activation.id();
  }

  String fingerprint() {
    return fingerprint;
  }

  synchronized PublicKey publicKey() {
    return publicKey;
  }

  synchronized void publicKey(PublicKey next) {
    publicKey = next;
  }

  synchronized Optional<Instant> lastPing() {
    return lastPing;
  }

  /** Something that the instance told in its last ping; empty if it did not. */
  synchronized String told(String name) {
    return told.has(name) ? told.get(name).getAsString() : "";
  }

  synchronized void ping(JsonInput information, Instant now) {
    lastPing = Optional.of(now);
    for (String name : TOLD) {
      information.optionalText(name).ifPresent(value -> told.addProperty(name, value));
    }
  }

  synchronized Map<String, String> tags() {
    return new LinkedHashMap<>(tags);
  }

  synchronized void addTags(Map<String, String> more) {
    tags.putAll(more);
  }

  synchronized void removeTags(Set<String> keys) {
    tags.keySet().removeAll(keys);
  }

  /** The shape InstanceInformation of the API. */
  synchronized JsonObject toJson(String pingStatus) {
    JsonObject json = told.deepCopy();
    json.addProperty("InstanceId", id);
    json.addProperty("PingStatus", pingStatus);
    lastPing.ifPresent(ping -> json.add("LastPingDateTime", Json.time(ping)));
    json.addProperty("IsLatestVersion", true);
    json.addProperty("ActivationId", activation.id());
    json.addProperty("IamRole", activation.role().pathAndName());
    json.add("RegistrationDate", Json.time(registered));
    json.addProperty("ResourceType", "ManagedInstance");
    if (!activation.instanceName().isEmpty()) {
      json.addProperty("Name", activation.instanceName());
    }
    return json;
  }
}
