package io.sagemakerssh.remote.daemon;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.config.AwsVariables;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration file of Amazon's agent, for what the agent takes from nowhere else: endpoints,
 * which it reads from no environment variable, and that its identity is the instance registered by
 * us, whatever metadata service the container sees. All else that the image's file says stays
 * (PROTOCOL.md E.1).
 */
final class AmazonAgentConfiguration {
  private static final String NAME = "amazon-ssm-agent.json";
  private static final Path SYSTEM_PROGRAMS = Path.of("/usr/bin");
  private static final Path SYSTEM = Path.of("/etc/amazon/ssm");
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private final Path file;
  private final Environment environment;

  AmazonAgentConfiguration(Path file, Environment environment) {
    this.file = file;
    this.environment = environment;
  }

  /**
   * The one that the agent reads: beside a program of another place than the system's, if there.
   */
  static AmazonAgentConfiguration of(Path program, Environment environment) {
    Path directory = program.getParent();
    Path own = directory.resolve("configuration").resolve(NAME);
    boolean isOwn = !directory.equals(SYSTEM_PROGRAMS) && Files.isRegularFile(own);
    return new AmazonAgentConfiguration(isOwn ? own : SYSTEM.resolve(NAME), environment);
  }

  /** Whether the agent can use the message service: it speaks TLS to it, whatever the URL says. */
  boolean isUsable() {
    return messages().filter(url -> !url.startsWith("https:")).isEmpty();
  }

  /**
   * Tells the agent.
   *
   * @throws IOException if the file cannot be written, or is no JSON object
   */
  void write() throws IOException {
    JsonObject before = read();
    JsonObject after = before.deepCopy();
    endpoints().forEach((service, url) -> section(after, service).addProperty("Endpoint", url));
    JsonArray managedInstance = new JsonArray();
    managedInstance.add("OnPrem");
    section(after, "Identity").add("ConsumptionOrder", managedInstance);
    if (!after.equals(before)) {
      write(GSON.toJson(after) + "\n");
    }
  }

  /** The image's file keeps its mode, and its place where it is a link. */
  private void write(String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    if (Files.exists(file)) {
      Path place = file.toRealPath();
      WholeFile.replaceMounted(place, content, Files.getPosixFilePermissions(place));
    } else {
      Files.createDirectories(file.getParent());
      WholeFile.replaceMounted(file, content, WholeFile.PUBLIC);
    }
  }

  /** Those that differ from AWS's own, by the file's names of the services. */
  private Map<String, String> endpoints() {
    Map<String, String> endpoints = new LinkedHashMap<>();
    endpoint(AwsVariables.AWS_ENDPOINT_URL_SSM).ifPresent(url -> endpoints.put("Ssm", url));
    messages().ifPresent(url -> endpoints.put("Mgs", url));
    environment.text(AwsVariables.AWS_ENDPOINT_URL).ifPresent(url -> endpoints.put("Mds", url));
    endpoint(AwsVariables.AWS_ENDPOINT_URL_KMS).ifPresent(url -> endpoints.put("Kms", url));
    return endpoints;
  }

  private Optional<String> messages() {
    return endpoint(AwsVariables.AWS_ENDPOINT_URL_SSMMESSAGES);
  }

  private Optional<String> endpoint(String ofService) {
    return environment.text(ofService).or(() -> environment.text(AwsVariables.AWS_ENDPOINT_URL));
  }

  private JsonObject read() throws IOException {
    if (!Files.exists(file)) {
      return new JsonObject();
    }
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException malformed) {
      throw new IOException(file + " is no JSON object", malformed);
    }
  }

  private static JsonObject section(JsonObject all, String name) {
    JsonElement section = all.get(name);
    if (section == null || !section.isJsonObject()) {
      all.add(name, new JsonObject());
    }
    return all.getAsJsonObject(name);
  }
}
