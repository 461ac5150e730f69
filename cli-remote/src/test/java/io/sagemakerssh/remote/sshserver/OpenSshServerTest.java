package io.sagemakerssh.remote.sshserver;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.environment.SavedEnvironment;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.ContainerUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image's own server, played by a script. */
class OpenSshServerTest {
  private static final SshPort ANY = new SshPort(0, true);
  private static final ContainerUser ROOT =
      new ContainerUser("root", 0, Path.of("/root"), Optional.empty());

  @TempDir Path directory;

  private Path sshd(String script) throws Exception {
    Path program = Files.writeString(directory.resolve("sshd"), "#!/bin/sh\n" + script);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  @Test
  void runsItOnAPortWithOurKeys() throws Exception {
    Path program =
        sshd(
            """
            echo "$*" > "$0.arguments"
            port=$(echo "$*" | sed 's/.*Port=\\([0-9]*\\).*/\\1/')
            exec python3 -c "import socket, time
            s = socket.socket(); s.bind(('127.0.0.1', $port)); s.listen(); time.sleep(60)"
            """);
    ContainerLayout layout = ContainerLayout.below(directory.resolve("home"));
    new SavedEnvironment(layout.environmentFile())
        .save(Map.of("PATH", "/usr/bin", "QUOTED", "a \"b\" \\ 'c'", "LINES", "one\ntwo"));

    try (OpenSshServer server = OpenSshServer.start(program, layout, ROOT, ANY)) {
      assertThat(server.port()).isPositive();
      assertThat(server.hostKey()).startsWith("ssh-ed25519 ");
      assertThat(Files.readString(directory.resolve("sshd.arguments")))
          .contains("HostKey=" + layout.hostKey())
          .contains("AuthorizedKeysFile=" + layout.authorizedKeys())
          .contains("ListenAddress=127.0.0.1")
          .contains("PasswordAuthentication=no")
          .doesNotContain("QUOTED");
      Path configuration = layout.state().resolve("sshd_config");
      assertThat(configuration)
          .hasContent(
              "SetEnv \"PATH="
                  + layout.programs()
                  + ":/usr/bin\" \"QUOTED=a \\\"b\\\" \\\\ 'c'\" \"START_SSH=false\"");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(configuration)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void tellsThatItEndedAtOnce() throws Exception {
    Path program = sshd("exit 255\n");
    ContainerLayout layout = ContainerLayout.below(directory.resolve("home"));

    assertThatThrownBy(() -> OpenSshServer.start(program, layout, ROOT, ANY))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.why()).contains("status 255"));
  }

  @Test
  void anInterruptedStartLeavesNoServerBehind() throws Exception {
    Path pid = directory.resolve("pid");
    Path program = sshd("echo $$ > " + pid + "; exec sleep 60\n");
    ContainerLayout layout = ContainerLayout.below(directory.resolve("home"));
    CompletableFuture<UserError> failure = new CompletableFuture<>();
    Thread starting =
        new Thread(
            () -> {
              try {
                OpenSshServer.start(program, layout, ROOT, ANY).close();
              } catch (UserError interrupted) {
                failure.complete(interrupted);
              }
            },
            "test-start");
    starting.start();
    await().until(() -> Files.exists(pid) && Files.size(pid) > 1);
    ProcessHandle server =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

    starting.interrupt();

    assertThat(failure.get(20, SECONDS).why()).isEqualTo("interrupted");
    server.onExit().get(20, SECONDS);
  }

  @Test
  void tellsThatItIsMissing() {
    ContainerLayout layout = ContainerLayout.below(directory.resolve("home"));

    assertThatThrownBy(() -> OpenSshServer.start(directory.resolve("none"), layout, ROOT, ANY))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.PROGRAM_MISSING));
  }

  @Test
  void wantsRoot() throws Exception {
    Path program = sshd("exit 255\n");
    ContainerLayout layout = ContainerLayout.below(directory.resolve("home"));
    ContainerUser user = new ContainerUser("me", 1000, Path.of("/home/me"), Optional.empty());

    assertThatThrownBy(() -> OpenSshServer.start(program, layout, user, ANY))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.why()).contains("wants root").contains("me"));
    assertThat(layout.hostKey()).doesNotExist();
  }
}
