package io.sagemakerssh.local.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks port numbers. */
final class Ports {
  private static final int HIGHEST = 65_535;

  private Ports() {}

  static void check(CommandSpec spec, String what, int port) {
    if (port < 0 || port > HIGHEST) {
      throw new ParameterException(
          spec.commandLine(), what + " is " + port + ", which is no port from 0 to " + HIGHEST);
    }
  }
}
