package io.sagemakerssh.remote.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other processes read; that it tells all that the daemon says is in {@link DaemonTest}. */
class DaemonStatusTest {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[1]", "{\"pid\":1,\"state\":\"dancing\"}"})
  void aDamagedStatusIsNone(String damaged) throws Exception {
    assertThat(DaemonStatus.read(Files.writeString(home.resolve("status"), damaged))).isEmpty();
  }

  @Test
  void noStatusIsNone() {
    assertThat(DaemonStatus.read(home.resolve("status"))).isEmpty();
  }
}
