package io.sagemakerssh.local.ssh;

import io.sagemakerssh.local.home.UserHome;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of an OpenSSH client that reaches a container through a port of this machine. It
 * reads no configuration, so that none of the user's can lead it elsewhere.
 */
public final class SshCommand {
  private final UserHome home;
  private final String program;

  /**
   * A maker of command lines.
   *
   * @param program {@code ssh}, or its path
   */
  public SshCommand(UserHome home, String program) {
    this.home = home;
    this.program = program;
  }

  /**
   * The command line.
   *
   * @param localPort leads to the container's SSH port
   * @param options come before the host: forwards, {@code -N}
   * @param arguments come behind it, further options and a command, as OpenSSH takes both there
   */
  public List<String> line(
      Container container, int localPort, List<String> options, List<String> arguments) {
    List<String> line =
        new ArrayList<>(List.of(program, "-F", "none", "-p", Integer.toString(localPort)));
    HostCheck.settings(home, container.key(), container.pinned())
        .forEach((name, value) -> line.addAll(List.of("-o", name + "=" + value)));
    line.addAll(List.of("-o", "HostKeyAlias=" + container.alias()));
    line.addAll(
        List.of("-o", "PermitLocalCommand=yes", "-o", "LocalCommand=" + SshErrors.ANNOUNCE));
    line.addAll(options);
    line.add("127.0.0.1");
    line.addAll(arguments);
    return line;
  }
}
