package io.sagemakerssh.local.ssh;

import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The forward of a debug server's port: from the container to the same port of this machine. Only
 * one connection to a container can have it; the others do without, and are told so.
 *
 * @param port 0 for none
 */
public record DebugForward(int port) {
  /** ssh's options for the forward, unless the user's arguments have one from the same port. */
  public List<String> options(List<String> sshArguments) {
    return port == 0 || isForwarded(sshArguments)
        ? List.of()
        : List.of("-R", "localhost:" + port + ":localhost:" + port);
  }

  /** A stream that explains ssh's warning that the port is taken. */
  public OutputStream explaining(OutputStream err) {
    return new RewordedLine(err, "Warning: " + refusal(), "note: " + taken() + "another 'connect'");
  }

  /** A stream that explains ssh's error that the port is taken, which ends it. */
  public OutputStream explainingTheEnd(OutputStream err) {
    return new RewordedLine(
        err,
        "Error: " + refusal(),
        "error: " + taken() + "a 'connect', which forwards it too: use that one, or end it");
  }

  private String refusal() {
    return "remote port forwarding failed for listen port " + port;
  }

  private String taken() {
    return "the container's port " + port + " (debugger) is taken, most likely by ";
  }

  private boolean isForwarded(List<String> sshArguments) {
    Pattern samePort = Pattern.compile("(?:(?:\\[[^]]*]|[^:]*):)?" + port + "(?::[^:]+:[0-9]+)?");
    for (int index = 0; index < sshArguments.size(); index++) {
      String argument = sshArguments.get(index);
      boolean apart = argument.equals("-R") && index + 1 < sshArguments.size();
      String forward =
          apart ? sshArguments.get(index + 1) : argument.substring(Math.min(2, argument.length()));
      if (argument.startsWith("-R") && samePort.matcher(forward).matches()) {
        return true;
      }
    }
    return false;
  }
}
