package io.sagemakerssh.local.command;

import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The container that a command goes to, and how it reads the ports that it forwards. */
final class ForwardOptions {
  static final String PORT =
      "[<local port>:][<host>:]<port>. The local port is the same as the other unless told, 0 for any free one.";

  @Mixin private TargetOptions target;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  TargetOptions target() {
    return target;
  }

  /**
   * Reads all the ports.
   *
   * @param reader throws {@link IllegalArgumentException} with a message for the user
   */
  <T> List<T> read(List<String> ports, Function<String, T> reader) {
    try {
      return ports.stream().map(reader).toList();
    } catch (IllegalArgumentException malformed) {
      throw new ParameterException(spec.commandLine(), malformed.getMessage());
    }
  }
}
