package io.sagemakerssh.remote.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.remote.daemon.ProcessLock;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.PrivateFiles;
import io.sagemakerssh.remote.setup.Configuration;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramsTest {
  @TempDir Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Programs programs;

  @BeforeEach
  void prepare() {
    programs =
        new Programs(
            Container.of(
                Map.of("SM_SSH_HOME", home.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
  }

  static Iterable<String> names() {
    return Configuration.PROGRAMS;
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyProgramThatIsLinkedIsThere(String name) {
    assertThat(programs.run(name, "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("Usage: " + name);
  }

  @Test
  void anotherNameIsToldTheProgramsThereAre() {
    assertThat(programs.run("sm-dance")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("sm-setup-ssh | sm-save-env");
  }

  /** The one that serves would be thought gone by whoever brings it a key. */
  @Test
  void aSecondDaemonLeavesTheFirstOnesInboxAlone() {
    ContainerLayout layout = ContainerLayout.below(home);
    Path pid = layout.inbox().resolve("daemon.pid");
    PrivateFiles.directory(layout.inbox());
    PrivateFiles.write(pid, "1\n");
    try (ProcessLock first = ProcessLock.acquire(layout.daemonLock())) {
      assertThat(first).isNotNull();
      assertThat(programs.run("sm-setup-ssh", "serve")).isZero();
    }
    assertThat(pid).hasContent("1");
  }
}
