package io.sagemakerssh.core.job;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The directory in which SageMaker tells a container about itself: {@code /opt/ml}, moved by {@code
 * SAGEMAKER_BASE_DIR}.
 *
 * @param path the directory
 */
public record BaseDirectory(Path path) {
  private static final String USUAL = "/opt/ml";

  public static BaseDirectory of(Environment environment) {
    return new BaseDirectory(
        Path.of(environment.text(ContainerVariables.SAGEMAKER_BASE_DIR).orElse(USUAL)));
  }

  /**
   * One of SageMaker's JSON files, empty if there is none.
   *
   * @param file its path below the base directory
   * @throws UserError with {@link ExitCode#SETUP_FAILED} if it cannot be read or is no JSON object
   */
  Optional<JsonObject> json(String file) {
    Path full = path.resolve(file);
    try {
      JsonElement content = JsonParser.parseString(Files.readString(full, StandardCharsets.UTF_8));
      return Optional.of(content.getAsJsonObject());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException | JsonParseException | IllegalStateException unreadable) {
      throw new UserError(
          ExitCode.SETUP_FAILED,
          "Cannot tell which SageMaker resource this container belongs to",
          full + " is not a readable JSON object: " + unreadable.getMessage(),
          "SageMaker writes this file. Outside SageMaker, point SAGEMAKER_BASE_DIR elsewhere or"
              + " mend the file.",
          unreadable);
    }
  }

  /** A text field of a JSON object, empty text if it is missing or of another type. */
  static String text(JsonObject json, String field) {
    JsonElement value = json.get(field);
    boolean isText = value != null && value.isJsonPrimitive();
    return isText ? value.getAsString() : "";
  }
}
