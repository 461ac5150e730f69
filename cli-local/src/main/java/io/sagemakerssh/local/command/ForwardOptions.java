package io.sagemakerssh.local.command;

import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The container that a command goes to, and the ports that it forwards. */
final class ForwardOptions {
  @Mixin private TargetOptions target;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "<port>",
      description =
          "What to forward: [<local port>:][<host>:]<port>. The local port is the same as the other unless told, 0 for"
              + " any free one.")
  private List<String> ports;

  TargetOptions target() {
    return target;
  }

  /**
   * Reads all the ports.
   *
   * @param reader throws {@link IllegalArgumentException} with a message for the user
   */
  <T> List<T> ports(Function<String, T> reader) {
    try {
      return ports.stream().map(reader).toList();
    } catch (IllegalArgumentException malformed) {
      throw new ParameterException(spec.commandLine(), malformed.getMessage());
    }
  }
}
