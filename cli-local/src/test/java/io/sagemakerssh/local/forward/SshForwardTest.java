package io.sagemakerssh.local.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshForwardTest {
  @ParameterizedTest
  @EnumSource(Preset.class)
  void everyProgramLeadsToItsPort(Preset preset) {
    SshForward forward = SshForward.parse(preset.word());

    assertThat(forward.forward()).endsWith(":localhost:" + preset.port());
    assertThat(forward.name()).isEqualTo(preset.word());
  }

  @Test
  void theDebugServerOfPycharmIsOnTheLaptop() {
    assertThat(SshForward.parse("pycharm").options())
        .isEqualTo(List.of("-R", "localhost:12345:localhost:12345"));
  }

  @Test
  void aTakenPortGetsAFreeOneAndSaysSo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      SshForward forward = SshForward.parse(port + ":80");

      assertThat(forward.note()).hasValueSatisfying(note -> assertThat(note).contains(" " + port));
      assertThat(forward.forward()).endsWith(":localhost:80").doesNotContain(":" + port + ":");
      assertThat(forward.use()).isNotEqualTo("localhost:" + port);
    }
  }

  @Test
  void anyPortIsNoNews() {
    SshForward forward = SshForward.parse("0:db.internal:5432");

    assertThat(forward.note()).isEmpty();
    assertThat(forward.forward()).matches("localhost:[1-9]\\d*:db\\.internal:5432");
    assertThat(forward.name()).isEqualTo("db.internal:5432");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tensorbord", "0", "70000", "a:b:c", ""})
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> SshForward.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
