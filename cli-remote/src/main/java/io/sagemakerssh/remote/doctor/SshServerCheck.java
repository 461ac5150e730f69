package io.sagemakerssh.remote.doctor;

import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.remote.daemon.DaemonStatus;
import io.sagemakerssh.remote.layout.ContainerLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Whether the SSH server answers on its port. */
record SshServerCheck(ContainerLayout layout) implements Check {
  static final String NAME = "SSH server";

  private static final int TIMEOUT_MILLIS = 5000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(DaemonCheck.NAME);
  }

  @Override
  public Finding look() {
    int port = DaemonStatus.read(layout.daemonStatus()).map(DaemonStatus::sshPort).orElse(0);
    if (port == 0) {
      return silent("it does not listen yet");
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      String banner =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      return banner != null && banner.startsWith("SSH-")
          ? Finding.ok(banner + " on port " + port)
          : silent("something else answers on port " + port);
    } catch (IOException refused) {
      return silent("port " + port + ": " + refused.getMessage());
    }
  }

  private Finding silent(String why) {
    return Finding.fail(
        "the SSH server does not answer: " + why,
        "See " + layout.daemonLog(),
        ExitCode.SESSION_FAILED);
  }
}
