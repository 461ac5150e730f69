package io.sagemakerssh.remote.registration;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.core.file.WholeFile;
import io.sagemakerssh.remote.endpoint.SsmEndpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a managed instance across processes and restarts: a JSON file of mode 0600 with {@code id},
 * {@code region}, {@code key} (base64 of PKCS#8), {@code fingerprint} and {@code tags}. It is
 * replaced in one step, so that no reader ever sees half of it.
 *
 * @param path the file
 */
public record RegistrationFile(Path path) {
  private static final Logger LOG = LoggerFactory.getLogger(RegistrationFile.class);

  public RegistrationFile {
    path = path.toAbsolutePath();
  }

  /** The instance, empty if none was kept or the file is damaged. */
  public Optional<ManagedInstance> read() {
    try {
      return Optional.of(parse(Files.readString(path, StandardCharsets.UTF_8)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException
        | GeneralSecurityException
        | JsonParseException
        | IllegalArgumentException
        | IllegalStateException
        | UnsupportedOperationException damaged) {
      // Not the exception's own text, which may quote the key.
      LOG.warn(
          "Ignoring {}: it is not a readable registration ({})",
          path,
          damaged.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  /**
   * Keeps an instance in place of the one before.
   *
   * @throws UserError with {@link ExitCode#CANNOT_WRITE} or {@link ExitCode#DISK_FULL}
   */
  void write(ManagedInstance instance) {
    try {
      WholeFile.privateDirectory(path.getParent());
      WholeFile.replace(path, format(instance).getBytes(StandardCharsets.UTF_8), WholeFile.PRIVATE);
    } catch (IOException unwritable) {
      throw cannotWrite(unwritable);
    }
  }

  /**
   * Forgets the instance.
   *
   * @throws UserError with {@link ExitCode#CANNOT_WRITE}
   */
  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException unwritable) {
      throw cannotWrite(unwritable);
    }
  }

  UserError cannotWrite(IOException failure) {
    return FileFailure.writing("Cannot keep the container's registration", path, failure);
  }

  private static String format(ManagedInstance instance) {
    JsonObject tags = new JsonObject();
    instance.tags().forEach(tags::addProperty);
    JsonObject json = new JsonObject();
    json.addProperty("id", instance.id());
    json.addProperty("region", instance.region());
    json.addProperty("key", Base64.getEncoder().encodeToString(instance.key().getEncoded()));
    json.addProperty("fingerprint", instance.fingerprint());
    json.add("tags", tags);
    return json.toString();
  }

  private static ManagedInstance parse(String text) throws GeneralSecurityException {
    JsonObject json = JsonParser.parseString(text).getAsJsonObject();
    PrivateKey key =
        KeyFactory.getInstance("RSA")
            .generatePrivate(
                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(required(json, "key"))));
    Map<String, String> tags = new LinkedHashMap<>();
    JsonElement kept = json.get("tags");
    if (kept != null && kept.isJsonObject()) {
      kept.getAsJsonObject()
          .entrySet()
          .forEach(tag -> tags.put(tag.getKey(), tag.getValue().getAsString()));
    }
    return new ManagedInstance(
        required(json, "id"), required(json, "region"), key, required(json, "fingerprint"), tags);
  }

  private static String required(JsonObject json, String field) {
    String value = SsmEndpoint.text(json, field);
    if (value.isEmpty()) {
      throw new IllegalArgumentException("no field " + field);
    }
    return value;
  }
}
