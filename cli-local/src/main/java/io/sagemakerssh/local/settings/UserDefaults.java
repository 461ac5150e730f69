package io.sagemakerssh.local.settings;

import io.sagemakerssh.core.config.AwsVariables;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.config.LaptopVariables;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.file.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The user's defaults, from a file of lines {@code name = value}. Where the name is that of an
 * environment variable in other words, the variable goes before it; options go before both.
 *
 * @param values by name
 */
public record UserDefaults(Map<String, String> values) {
  private static final List<Setting> VARIABLES =
      List.of(
          Setting.of("region", AwsVariables.AWS_REGION, AwsVariables.AWS_DEFAULT_REGION),
          Setting.of("profile", AwsVariables.AWS_PROFILE),
          Setting.of("endpoint-url", AwsVariables.AWS_ENDPOINT_URL),
          Setting.of("keys-path", LaptopVariables.SSH_AUTHORIZED_KEYS_PATH),
          Setting.of("ca-bundle", AwsVariables.AWS_CA_BUNDLE),
          Setting.of("proxy", AwsVariables.HTTPS_PROXY, "https_proxy"),
          Setting.of("proxy", AwsVariables.HTTP_PROXY, "http_proxy"));
  private static final Set<String> OPTIONS =
      Set.of("role-arn", "timeout", "local-port", "debug-port", "output");

  public UserDefaults {
    values = Map.copyOf(values);
  }

  /** A name, and the variables that mean it, the one to set first. */
  private record Setting(String name, List<String> variables) {
    static Setting of(String name, String... variables) {
      return new Setting(name, List.of(variables));
    }
  }

  /** Where the file is: {@code sagemaker-ssh-helper/config} below the user's configuration. */
  public static Path file(Environment environment, Path home) {
    return environment
        .text("XDG_CONFIG_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElse(home.resolve(".config"))
        .resolve("sagemaker-ssh-helper/config");
  }

  /**
   * Reads a file; no file is no defaults.
   *
   * @throws UserError with {@link ExitCode#SETTINGS_REFUSED} if a line is not understood
   */
  public static UserDefaults read(Path file) {
    if (!Files.exists(file)) {
      return new UserDefaults(Map.of());
    }
    Map<String, String> values = new LinkedHashMap<>();
    List<String> lines = lines(file);
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      String name = equals < 0 ? line : line.substring(0, equals).strip();
      String value = equals < 0 ? "" : line.substring(equals + 1).strip();
      if (!names().contains(name)) {
        throw refused(file, number, "there is no setting '" + name + "'");
      }
      if (value.isEmpty()) {
        throw refused(file, number, "'" + name + "' has no value; a line is: name = value");
      }
      values.put(name, value);
    }
    return new UserDefaults(values);
  }

  /** An environment with the variables that these defaults stand for, unless they are set. */
  public Environment in(Environment environment) {
    Map<String, String> variables = new HashMap<>(environment.variables());
    VARIABLES.forEach(
        setting -> {
          boolean set =
              setting.variables().stream().anyMatch(one -> environment.text(one).isPresent());
          if (values.containsKey(setting.name()) && !set) {
            variables.put(setting.variables().get(0), values.get(setting.name()));
          }
        });
    return new Environment(variables);
  }

  /** The default of an option that no variable stands for, by its name without hyphens. */
  public Optional<String> option(String name) {
    return OPTIONS.contains(name) ? Optional.ofNullable(values.get(name)) : Optional.empty();
  }

  /** Every name that a line may begin with, in a fixed order. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>(OPTIONS);
    VARIABLES.forEach(setting -> names.add(setting.name()));
    return names;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new UserError(
          ExitCode.SETTINGS_REFUSED,
          "Cannot read " + file,
          FileFailure.reason(unreadable),
          "Make it a readable text file, or move it away.",
          unreadable);
    }
  }

  private static UserError refused(Path file, int line, String why) {
    return new UserError(
        ExitCode.SETTINGS_REFUSED,
        "Line " + line + " of " + file + " is not understood",
        why,
        "The settings are: " + String.join(", ", names()) + ".");
  }
}
