package io.sagemakerssh.remote.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a process that ignores a signal, as one does that nohup has started. */
class DefaultSignalsTest {
  private static final int SIGUSR1 = 10;

  /** Beyond 31 are real-time signals, of which the C library has some for itself. */
  private static final long STANDARD = 0x7fffffff;

  private static final String IGNORED = "SigIgn:";

  private Pointer before;

  @BeforeEach
  void ignore() {
    before = signal(Pointer.createConstant(1));
  }

  @AfterEach
  void restore() {
    signal(before);
  }

  private static Pointer signal(Pointer handling) {
    return NativeLibrary.getProcess()
        .getFunction("signal")
        .invokePointer(new Object[] {SIGUSR1, handling});
  }

  private static long ignoredHere() throws IOException {
    return ignored(Files.readString(Path.of("/proc/self/status")));
  }

  private static long ignored(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith(IGNORED))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), 16))
        .map(mask -> mask & STANDARD)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSessionsProcessIgnoresNone(boolean onTerminal) throws Exception {
    long before = ignoredHere();
    List<String> command = List.of("/bin/sh", "-c", "grep SigIgn: /proc/self/status");
    Map<String, String> variables = Map.of("PATH", System.getenv("PATH"));
    Path directory = Path.of("/");

    SessionProcess process =
        onTerminal
            ? SessionProcess.onTerminal(command, variables, directory, 80, 24)
            : SessionProcess.onPipes(command, variables, directory);

    assertThat(ignored(new String(process.process().getInputStream().readAllBytes(), UTF_8)))
        .isZero();
    assertThat(ignoredHere()).isEqualTo(before).isNotZero();
  }

  @Test
  void aStartThatFailsLeavesAllAsItWas() throws IOException {
    long before = ignoredHere();

    assertThatThrownBy(
            () -> SessionProcess.onPipes(List.of("true"), Map.of(), Path.of("/no/such/directory")))
        .isInstanceOf(IOException.class);

    assertThat(ignoredHere()).isEqualTo(before).isNotZero();
  }
}
