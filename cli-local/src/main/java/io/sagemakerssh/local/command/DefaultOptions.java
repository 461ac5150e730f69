package io.sagemakerssh.local.command;

import io.sagemakerssh.local.settings.UserDefaults;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives picocli the user's own defaults. */
final class DefaultOptions implements IDefaultValueProvider {
  private final UserDefaults defaults;

  DefaultOptions(UserDefaults defaults) {
    this.defaults = defaults;
  }

  /** Null leaves it at the option's own default. */
  @Override
  public String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? Arrays.stream(option.names())
            .filter(name -> name.startsWith("--"))
            .map(name -> defaults.option(name.substring(2)))
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(null)
        : null;
  }
}
