package io.sagemakerssh.core.config;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A process environment, read with types. Empty values count as unset, as in the AWS command line.
 *
 * @param variables names and values, as {@link System#getenv()} gives them
 */
public record Environment(Map<String, String> variables) {
  public Environment {
    variables = Map.copyOf(variables);
  }

  /** The same environment with other values for some variables. */
  public Environment with(Map<String, String> changes) {
    Map<String, String> changed = new HashMap<>(variables);
    changed.putAll(changes);
    return new Environment(changed);
  }

  /** The value, if set and not blank. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** Whether the value is {@code true}, in any case of letters. */
  public boolean flag(String name) {
    return text(name).map("true"::equalsIgnoreCase).orElse(false);
  }

  /**
   * The value as a whole number of {@code min} to {@code max}, or {@code unset} where there is
   * none.
   *
   * @throws UserError with {@link ExitCode#USAGE} if the value is no such number
   */
  public int number(String name, int unset, int min, int max) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return unset;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // Refused below with the same words as a number out of range.
    }
    throw new UserError(
        ExitCode.USAGE,
        "The environment variable " + name + " is not usable",
        "its value '" + text.get() + "' is not a whole number from " + min + " to " + max,
        "Set " + name + " to such a number, or unset it to get " + unset + ".");
  }
}
