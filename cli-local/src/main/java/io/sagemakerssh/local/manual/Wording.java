package io.sagemakerssh.local.manual;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The words of the commands' help, for those who set it in another form. */
public final class Wording {
  private Wording() {}

  /** What a command does: the beginning of its description, as one line without a full stop. */
  public static String summary(CommandSpec command) {
    return beginning(command.usageMessage().description());
  }

  /** What an option does, as one line without a full stop. */
  public static String summary(OptionSpec option) {
    return beginning(option.description());
  }

  /** Lines of help as the user sees them: those of picocli are formats. */
  static List<String> lines(String... formats) {
    return Arrays.stream(formats).map(line -> line.replace("%%", "%")).toList();
  }

  private static String beginning(String... text) {
    return String.join(" ", lines(text)).replaceFirst("[.;:]( .*)?$", "");
  }
}
