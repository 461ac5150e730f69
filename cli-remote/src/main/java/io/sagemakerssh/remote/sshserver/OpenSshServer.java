package io.sagemakerssh.remote.sshserver;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.environment.SavedEnvironment;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.ContainerUser;
import io.sagemakerssh.remote.layout.PrivateFiles;
import io.sagemakerssh.remote.port.PortConnection;
import io.sagemakerssh.remote.process.SessionEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The image's own OpenSSH server as a child process, with our host key and our authorized keys. Its
 * sessions get the environment that was saved when it started, but for values of several lines.
 */
public final class OpenSshServer implements ContainerSshServer {
  private static final Logger LOG = LoggerFactory.getLogger(OpenSshServer.class);
  private static final Path PRIVILEGE_SEPARATION = Path.of("/run/sshd");
  private static final Duration START = Duration.ofSeconds(10);
  private static final int TRY_MILLIS = 20;

  private final Process process;
  private final int port;
  private final String hostKey;

  private OpenSshServer(Process process, int port, String hostKey) {
    this.process = process;
    this.port = port;
    this.hostKey = hostKey;
  }

  /**
   * Starts the server; it accepts connections when this returns.
   *
   * @param program {@code /usr/sbin/sshd}; OpenSSH wants an absolute path
   * @throws UserError if it is not there, does not start, or the user is not root: it would accept
   *     the key, and then fail to become the user that it is
   */
  public static OpenSshServer start(
      Path program, ContainerLayout layout, ContainerUser user, SshPort wanted) {
    if (!user.isRoot()) {
      throw new UserError(
          ExitCode.SETUP_FAILED,
          "The image's OpenSSH server cannot be used",
          "it wants root, and this container runs as " + user.name(),
          "Leave SSH_SERVER at 'embedded', which needs no root.");
    }
    if (!Files.isExecutable(program)) {
      throw new UserError(
          ExitCode.PROGRAM_MISSING,
          "The image's OpenSSH server cannot be started",
          "there is no " + program,
          "Install openssh-server in the image, or leave SSH_SERVER at 'embedded'.");
    }
    HostKey hostKey = HostKey.loadOrCreate(layout.hostKey());
    makePrivilegeSeparationDirectory();
    Path configuration = layout.state().resolve("sshd_config");
    PrivateFiles.write(configuration, setEnv(layout));
    int port = wanted.bind(OpenSshServer::freePort);
    try {
      Process process =
          new ProcessBuilder(command(program, layout, configuration, port))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .start();
      OpenSshServer server = new OpenSshServer(process, port, hostKey.publicKey());
      server.awaitListening();
      return server;
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    }
  }

  static List<String> command(Path program, ContainerLayout layout, Path configuration, int port) {
    return List.of(
        program.toString(),
        "-D",
        "-e",
        "-f",
        configuration.toString(),
        "-o",
        "ListenAddress=127.0.0.1",
        "-o",
        "Port=" + port,
        "-o",
        "HostKey=" + layout.hostKey(),
        "-o",
        "AuthorizedKeysFile=" + layout.authorizedKeys(),
        "-o",
        "StrictModes=no",
        "-o",
        "PermitRootLogin=prohibit-password",
        "-o",
        "PasswordAuthentication=no",
        "-o",
        "KbdInteractiveAuthentication=no",
        "-o",
        "UsePAM=yes",
        "-o",
        "PidFile=none",
        "-o",
        "ClientAliveInterval=30",
        "-o",
        "AcceptEnv=LANG LC_*",
        "-o",
        "Subsystem=sftp internal-sftp");
  }

  /** The package's start script makes it, which no container runs. */
  private static void makePrivilegeSeparationDirectory() {
    try {
      Files.createDirectories(PRIVILEGE_SEPARATION);
    } catch (IOException e) {
      LOG.debug("{} cannot be made: {}", PRIVILEGE_SEPARATION, e.toString());
    }
  }

  /** One line, as sshd heeds the first {@code SetEnv} only; in a file, as arguments are public. */
  private static String setEnv(ContainerLayout layout) {
    StringBuilder line = new StringBuilder();
    try {
      Map<String, String> variables =
          new TreeMap<>(new SavedEnvironment(layout.environmentFile()).read());
      SessionEnvironment.addPrograms(layout, variables);
      variables.forEach(
          (name, value) -> {
            if (value.indexOf('\n') < 0) {
              String assignment = name + "=" + value;
              line.append(" \"")
                  .append(assignment.replace("\\", "\\\\").replace("\"", "\\\""))
                  .append('"');
            }
          });
    } catch (IOException e) {
      LOG.warn("OpenSSH's sessions get no saved environment: {}", e.toString());
    }
    return line.isEmpty() ? "" : "SetEnv" + line + "\n";
  }

  private static int freePort(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitListening() {
    long end = System.nanoTime() + START.toNanos();
    try {
      while (!accepts()) {
        if (process.waitFor(TRY_MILLIS, TimeUnit.MILLISECONDS)) {
          throw failed("it ended with status " + process.exitValue(), null);
        }
        if (System.nanoTime() > end) {
          close();
          throw failed("it does not listen after " + START.toSeconds() + " s", null);
        }
      }
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw failed("interrupted", e);
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException notYet) {
      LOG.trace("sshd does not listen yet: {}", notYet.toString());
      return false;
    }
  }

  private static UserError failed(String why, Exception cause) {
    return new UserError(
        ExitCode.SETUP_FAILED,
        "The image's OpenSSH server could not be started",
        why,
        "See the daemon's log, or leave SSH_SERVER at 'embedded'.",
        cause);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Optional<PortConnection> connectInProcess(int anyPort) {
    return Optional.empty();
  }

  @Override
  public String hostKey() {
    return hostKey;
  }

  @Override
  public void warmUp() {}

  @Override
  public void close() {
    process.destroy();
  }
}
