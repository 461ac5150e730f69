package io.sagemakerssh.local.home;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an earlier run found out about a host, so that the next need not ask again. Holds no secret.
 *
 * @param alias the host name that OpenSSH uses
 * @param instance where it was last
 * @param port its SSH port
 * @param pinned whether its host key is pinned from the instance's tag
 * @param keys fingerprints of the public keys that were copied there
 * @param caller how AWS was called
 * @param seen when all this was so
 */
public record RememberedHost(
    String alias,
    InstanceId instance,
    int port,
    boolean pinned,
    Set<String> keys,
    AwsCaller caller,
    Instant seen) {
  private static final Duration FRESH = Duration.ofHours(12);

  public RememberedHost {
    keys = Set.copyOf(keys);
  }

  /** Whether it can be used without asking: recent, and of the same region and endpoint. */
  public boolean isFresh(Instant now, AwsCaller sameAs) {
    return caller.reachesSame(sameAs) && Duration.between(seen, now).compareTo(FRESH) < 0;
  }

  /** Whether the key was copied into this very instance. */
  public boolean hasKey(InstanceId where, String fingerprint) {
    return instance.equals(where) && keys.contains(fingerprint);
  }

  /** What {@code proxy} is to be told to go there as AWS was called then. */
  public List<String> proxyArguments() {
    List<String> arguments = new ArrayList<>(List.of("proxy"));
    arguments.addAll(caller.options());
    arguments.add(alias);
    return arguments;
  }

  String json() {
    JsonObject json = new JsonObject();
    json.addProperty("alias", alias);
    json.addProperty("instance", instance.value());
    json.addProperty("port", port);
    json.addProperty("pinned", pinned);
    JsonArray fingerprints = new JsonArray();
    keys.stream().sorted().forEach(fingerprints::add);
    json.add("keys", fingerprints);
    json.add("aws", caller.json());
    json.addProperty("seen", seen.toEpochMilli());
    return json.toString();
  }

  /**
   * Reads what {@link #json} wrote; empty for anything else, as all of it can be asked for again.
   */
  static Optional<RememberedHost> parse(String text) {
    try {
      JsonObject json = JsonParser.parseString(text).getAsJsonObject();
      Set<String> keys = new LinkedHashSet<>();
      for (JsonElement key : json.getAsJsonArray("keys")) {
        keys.add(key.getAsString());
      }
      return Optional.of(
          new RememberedHost(
              json.get("alias").getAsString(),
              new InstanceId(json.get("instance").getAsString()),
              json.get("port").getAsInt(),
              json.get("pinned").getAsBoolean(),
              keys,
              AwsCaller.parse(json.getAsJsonObject("aws")),
              Instant.ofEpochMilli(json.get("seen").getAsLong())));
    } catch (IllegalArgumentException
        | JsonParseException
        | ClassCastException
        | IllegalStateException
        | NullPointerException
        | UnsupportedOperationException
        | UserError damaged) {
      return Optional.empty();
    }
  }
}
