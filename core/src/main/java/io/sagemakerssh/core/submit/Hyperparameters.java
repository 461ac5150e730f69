package io.sagemakerssh.core.submit;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.Optional;

/**
 * The hyperparameters that SageMaker's training toolkit takes for itself. The SageMaker SDK writes
 * their values as JSON, others as plain text, and the toolkit reads both.
 */
final class Hyperparameters {
  static final String PROGRAM = "sagemaker_program";
  static final String SUBMIT_DIRECTORY = "sagemaker_submit_directory";

  private static final Gson GSON = new Gson();

  private Hyperparameters() {}

  /** A value as plain text; empty if there is none. */
  static Optional<String> text(Map<String, String> hyperparameters, String name) {
    return Optional.ofNullable(hyperparameters.get(name))
        .map(value -> isJson(value) ? decoded(value) : value)
        .filter(value -> !value.isBlank());
  }

  /** Sets a value, written the way that the old one is. */
  static void put(Map<String, String> hyperparameters, String name, String value) {
    hyperparameters.merge(
        name, value, (old, plain) -> isJson(old) ? GSON.toJson(new JsonPrimitive(plain)) : plain);
  }

  private static boolean isJson(String value) {
    return value.startsWith("\"");
  }

  private static String decoded(String value) {
    try {
      return GSON.fromJson(value, String.class);
    } catch (JsonParseException plainText) {
      return value;
    }
  }
}
