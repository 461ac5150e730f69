package io.sagemakerssh.local.ssh;

import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/** Commands by OpenSSH, through a port of this machine that leads to the container. */
public final class SshCommands implements RemoteCommands {
  private static final List<String> QUIET =
      List.of("-T", "-q", "-o", "BatchMode=yes", "-o", "Compression=no");

  private final SshCommand ssh;
  private final Container container;
  private final int localPort;

  public SshCommands(SshCommand ssh, Container container, int localPort) {
    this.ssh = ssh;
    this.container = container;
    this.localPort = localPort;
  }

  /** The container that they run in. */
  public Container container() {
    return container;
  }

  @Override
  public Process start(String command) {
    return start(QUIET, command);
  }

  /** Starts a subsystem of the container's SSH server, such as {@code sftp}. */
  public Process startSubsystem(String name) {
    List<String> options = new ArrayList<>(QUIET);
    options.add("-s");
    return start(options, name);
  }

  private Process start(List<String> options, String what) {
    List<String> line = ssh.line(container, localPort, options, List.of(what));
    return OpenSsh.start(new ProcessBuilder(line).redirectError(Redirect.DISCARD));
  }
}
