package io.sagemakerssh.it.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The debuggers of PyCharm and VS Code, pydevd and debugpy, as Debian ships them: the container's
 * program calls the laptop, or the laptop attaches to the container.
 */
class DebuggerIT {
  private static final String HOST = "debugged.training.sagemaker";
  private static final String PYTHON = "/usr/bin/python3 -Xfrozen_modules=off ";
  @TempDir static Path directory;
  private static Cloud cloud;
  private static Laptop laptop;

  @BeforeAll
  static void connect() throws IOException {
    cloud = Cloud.start(directory);
    laptop = cloud.laptop("alice");
    cloud.createJob("debugged", Job.WAITING, 1, Map.of()).awaitLog("Managed instance-id");
    laptop.here("ssh-config", "install").succeeded();
    laptop.openSsh("ssh", HOST, "true").run().succeeded();
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  @Test
  void programsInTheContainerCallTheLaptopsDebugServerOneAfterTheOther() throws IOException {
    int port = Loopback.freePort();
    Path program = directory.resolve("calls.py");
    Files.writeString(
        program,
        """
        import pydevd
        print("before", flush=True)
        pydevd.settrace("localhost", port=%d)
        print("after", flush=True)
        """
            .formatted(port));
    try (DebugServer server = new DebugServer();
        Connection connection =
            Connection.open(laptop, "debugged", "-R", port + ":localhost:" + server.port())) {
      for (int run = 0; run < 2; run++) {
        CompletableFuture<Outcome> debugged =
            CompletableFuture.supplyAsync(
                () -> laptop.openSsh("ssh", HOST, PYTHON + program).run());

        assertThat(server.debug()).contains("calls.py").contains("line=\"4\"");
        assertThat(debugged.join().succeeded().out()).isEqualTo("before\nafter\n");
      }
      assertThat(connection.log()).doesNotContain("failed");
    }
  }

  @Test
  void theLaptopAttachesToProgramsInTheContainerOneAfterTheOther() throws IOException {
    int port = Loopback.freePort();
    Path program = Files.writeString(directory.resolve("waits.py"), "print('ran')");
    Process forward = laptop.training("forward", "debugged", "0:" + port).start();
    try (BufferedReader lines = forward.inputReader(UTF_8)) {
      String line = lines.readLine();
      int local = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
      for (int run = 0; run < 2; run++) {
        String debugpy = PYTHON + "-m debugpy --listen " + port + " --wait-for-client " + program;
        CompletableFuture<Outcome> debugged =
            CompletableFuture.supplyAsync(() -> laptop.openSsh("ssh", HOST, debugpy).run());

        try (DebugAdapterClient client = attach(local)) {
          assertThat(debugged).isNotDone();
          client.runToTheEnd();
        }
        assertThat(debugged.join().succeeded().out()).isEqualTo("ran\n");
      }
    } finally {
      forward.destroy();
    }
  }

  @Test
  void aPortOfTheContainerThatIsTakenIsTold() throws IOException {
    int port = Loopback.freePort();
    String[] debugPort = {"--debug-port", Integer.toString(port)};
    String taken = "note: the container's port " + port + " (debugger) is taken";
    try (Connection first = Connection.open(laptop, "debugged", debugPort);
        Connection second = Connection.open(laptop, "debugged", debugPort)) {
      // ssh asks for its forwards once it has authenticated, so that either may be the earlier.
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> first.log().contains(taken) || second.log().contains(taken));
      assertThat(first.log() + second.log()).containsOnlyOnce(taken);
      String forward = port + ":localhost:1";
      assertThat(
              laptop
                  .openSsh("ssh", "-o", "ExitOnForwardFailure=yes", "-N", "-R", forward, HOST)
                  .run()
                  .failedWith(255)
                  .err())
          .contains("remote port forwarding failed for listen port " + port);
    }
  }

  private static DebugAdapterClient attach(int port) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> DebugAdapterClient.attach(port), client -> true);
  }
}
