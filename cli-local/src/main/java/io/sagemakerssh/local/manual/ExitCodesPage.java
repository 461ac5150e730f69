package io.sagemakerssh.local.manual;

import io.sagemakerssh.core.error.ExitCode;
import java.util.List;

/** The page of the exit codes, which all commands share. */
final class ExitCodesPage {
  private final String program;
  private final Edition edition;

  ExitCodesPage(String program, Edition edition) {
    this.program = program;
    this.edition = edition;
  }

  /** The page's name without its section. */
  static String name(String program) {
    return program + "-exit-codes";
  }

  ManualPage page() {
    ManualPage page =
        new ManualPage(
                name(program),
                name(program),
                7,
                edition,
                "what the exit status of " + program + " says")
            .section("DESCRIPTION")
            .paragraph(
                "Every error is three lines on standard error: what happened, why, and what to do. Its kind is the"
                    + " exit code, which never changes its meaning.")
            .paragraph(
                "connect and exec end with what ssh or the remote command returned, once that has started; ssh itself"
                    + " uses 255 for its own failures. doctor ends with the code of the cause that it names.")
            .section("EXIT CODES");
    for (ExitCode code : ExitCode.values()) {
      page.item(
          Roff.bold(Integer.toString(code.status())),
          List.of(code.name() + ": " + code.meaning() + "."));
    }
    return page.seeAlso(List.of(program + "(1)"));
  }
}
