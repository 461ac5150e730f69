package io.sagemakerssh.remote.agent;

import com.google.gson.JsonObject;
import io.sagemakerssh.remote.endpoint.SsmEndpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Tells SSM that the instance lives, and what it is: {@code UpdateInstanceInformation} (PROTOCOL.md
 * D.4).
 */
final class HealthPing {
  private final SsmEndpoint endpoint;
  private final SsmEndpoint.Signer signer;
  private final String instanceId;
  private final OsRelease system;

  HealthPing(SsmEndpoint endpoint, SsmEndpoint.Signer signer, String instanceId, OsRelease system) {
    this.endpoint = endpoint;
    this.signer = signer;
    this.instanceId = instanceId;
    this.system = system;
  }

  /**
   * Makes the call.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if SSM refuses or does not answer
   * @throws io.sagemakerssh.core.error.UserError if there are no credentials
   */
  void send() {
    JsonObject input = new JsonObject();
    input.addProperty("AgentName", AgentVersion.NAME);
    input.addProperty("AgentStatus", "Active");
    input.addProperty("AgentVersion", AgentVersion.VERSION);
    addAddress(input);
    input.addProperty("InstanceId", instanceId);
    input.addProperty("PlatformName", system.name());
    input.addProperty("PlatformType", "Linux");
    input.addProperty("PlatformVersion", system.version());
    input.addProperty("SSMConnectionChannel", "ssmmessages");
    endpoint.call("UpdateInstanceInformation", input, signer);
  }

  private static void addAddress(JsonObject input) {
    try {
      InetAddress local = InetAddress.getLocalHost();
      input.addProperty("ComputerName", local.getHostName());
      input.addProperty("IPAddress", local.getHostAddress());
    } catch (UnknownHostException nameless) {
      // Both are informative only; a container need not be able to resolve its own name.
    }
  }
}
