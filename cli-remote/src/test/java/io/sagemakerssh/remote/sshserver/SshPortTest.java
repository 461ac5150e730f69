package io.sagemakerssh.remote.sshserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.layout.ContainerUser;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshPortTest {
  private static SshPort of(Map<String, String> variables, long userId) {
    return SshPort.of(
        new Environment(variables),
        new ContainerUser("me", userId, Path.of("/home/me"), Optional.empty()));
  }

  @Test
  void isTheUsualOneOfTheUserUnlessChosen() {
    assertThat(of(Map.of(), 0)).isEqualTo(new SshPort(22, false));
    assertThat(of(Map.of(), 1000)).isEqualTo(new SshPort(2222, false));
    assertThat(of(Map.of("SSH_PORT", "0"), 0)).isEqualTo(new SshPort(0, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "ssh"})
  void whatIsNoPortIsRefused(String port) {
    assertThatThrownBy(() -> of(Map.of("SSH_PORT", port), 0)).isInstanceOf(UserError.class);
  }

  @Test
  void aTakenDefaultPortGivesWayButAChosenOneDoesNot() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SshPort.Binding binding =
          port -> {
            try (ServerSocket socket =
                new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
              return socket.getLocalPort();
            }
          };

      assertThat(new SshPort(taken.getLocalPort(), false).bind(binding))
          .isNotEqualTo(taken.getLocalPort());
      assertThatThrownBy(() -> new SshPort(taken.getLocalPort(), true).bind(binding))
          .isInstanceOf(UserError.class)
          .hasMessageContaining(Integer.toString(taken.getLocalPort()));
    }
  }
}
