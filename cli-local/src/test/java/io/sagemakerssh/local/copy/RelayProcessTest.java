package io.sagemakerssh.local.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.local.ssh.RemoteCommands;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against scripts that play {@code sm-relay}. */
class RelayProcessTest {
  private Process relay;

  @AfterEach
  void end() {
    relay.destroyForcibly();
  }

  private RelayProcess relay(String script) throws IOException {
    RemoteCommands commands =
        command -> {
          try {
            relay = new ProcessBuilder("sh", "-c", script).start();
            return relay;
          } catch (IOException failure) {
            throw new IllegalStateException(failure);
          }
        };
    return RelayProcess.start(commands);
  }

  private static URL url() throws IOException {
    return URI.create("https://bucket/key").toURL();
  }

  @Test
  void toldFailuresAreThePiecesOwn() throws Exception {
    String script =
        "echo '{\"ready\":1}'; read one; read two;"
            + " echo '{\"id\":2}'; echo '{\"id\":1,\"error\":\"no\"}'; cat";
    try (RelayProcess process = relay(script)) {
      CompletableFuture<Void> first = process.fetch("a", 0, 1, url());
      CompletableFuture<Void> second = process.send("b", 0, 1, url());

      assertThat(second.get(20, TimeUnit.SECONDS)).isNull();
      assertThatThrownBy(() -> first.get(20, TimeUnit.SECONDS)).hasMessageContaining("no");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo nonsense",
        "echo '{}'",
        "echo '{\"id\":7}'",
        "echo '{\"id\":\"x\"}'",
        "exec >&-",
        "exit"
      })
  void nothingIsAwaitedOfARelayThatNoLongerAnswers(String doing) throws Exception {
    RelayProcess process = relay("echo '{\"ready\":1}'; " + doing + "; exec cat > /dev/null");

    for (int piece = 0; piece < 3; piece++) {
      assertThatThrownBy(() -> process.fetch("a", 0, 1, url()).get(20, TimeUnit.SECONDS))
          .isInstanceOfAny(IOException.class, ExecutionException.class);
    }
  }

  @Test
  void aContainerWithoutARelayIsTold() {
    assertThatThrownBy(() -> relay("echo 'sh: sm-relay: not found'"))
        .isInstanceOf(RelayUnavailableException.class);
  }
}
