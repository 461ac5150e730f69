package io.sagemakerssh.local.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of ssh that may come before the job's name too. They go on to ssh as they are. */
final class SshOptions {
  @Option(
      names = "-L",
      paramLabel = "<forward>",
      description = "A local port that leads into the container: 6006:localhost:6006.")
  private List<String> local = new ArrayList<>();

  @Option(
      names = "-R",
      paramLabel = "<forward>",
      description = "A port of the container that leads to this machine: 8000:localhost:8000.")
  private List<String> remote = new ArrayList<>();

  @Option(
      names = "-D",
      paramLabel = "<port>",
      description = "A local SOCKS proxy into the container's network.")
  private List<String> dynamic = new ArrayList<>();

  @Option(names = "-A", description = "Forward the authentication agent.")
  private boolean agent;

  @Option(names = "-N", description = "Start no shell, only keep the ports open.")
  private boolean noShell;

  @Option(
      names = "-o",
      paramLabel = "<setting>",
      description = "A setting of ssh_config: -o Compression=yes.")
  private List<String> settings = new ArrayList<>();

  /** The same options for ssh. */
  List<String> line() {
    List<String> line = new ArrayList<>();
    add(line, "-L", local);
    add(line, "-R", remote);
    add(line, "-D", dynamic);
    add(line, "-o", settings);
    if (agent) {
      line.add("-A");
    }
    if (noShell) {
      line.add("-N");
    }
    return line;
  }

  private static void add(List<String> line, String option, List<String> values) {
    values.forEach(value -> line.addAll(List.of(option, value)));
  }
}
