package io.sagemakerssh.core.session.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.wire.ProgramVersion;

/**
 * What the agent says in the handshake that the session is.
 *
 * @param agentVersion decides what the agent can do
 * @param type {@code Port}, {@code Standard_Stream}, {@code NonInteractiveCommands}, …
 * @param properties the document's; empty unless the type is {@code Port}
 */
record AgreedSession(ProgramVersion agentVersion, String type, JsonObject properties) {
  private static final String PORT = "Port";
  private static final String FORWARDING = "LocalPortForwarding";

  /** Reads an action of type {@code SessionType}. */
  static AgreedSession of(String agentVersion, JsonObject parameters) {
    JsonElement properties = parameters.get("Properties");
    return new AgreedSession(
        new ProgramVersion(agentVersion),
        text(parameters.get("SessionType")),
        properties != null && properties.isJsonObject()
            ? properties.getAsJsonObject()
            : new JsonObject());
  }

  boolean isPort() {
    return type.equals(PORT);
  }

  /** Whether it is a port session that carries one connection after the other, or many. */
  boolean isForwarding() {
    return isPort() && text(properties.get("type")).equals(FORWARDING);
  }

  private static String text(JsonElement value) {
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }
}
