package io.sagemakerssh.remote.sshserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.sagemakerssh.remote.process.SessionEnvironment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SessionCommandTest {
  @TempDir Path directory;
  private final SessionEnvironment environment = mock(SessionEnvironment.class);
  private final Environment client = mock(Environment.class);

  @Test
  void losesNothingOfATerminalsLastOutputToAClientThatIsSlowToTakeIt() throws Exception {
    when(environment.variables()).thenReturn(new HashMap<>(System.getenv()));
    when(client.getEnv()).thenReturn(Map.of(Environment.ENV_COLUMNS, "80"));
    when(client.getPtyModes()).thenReturn(Map.of());
    CountDownLatch ended = new CountDownLatch(1);
    ByteArrayOutputStream taken =
        new ByteArrayOutputStream() {
          @Override
          public void write(byte[] bytes, int offset, int length) {
            try {
              // Longer than a session waits for a terminal, unless somebody lost it.
              ended.await(1500, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
              throw new AssertionError(interrupted);
            }
            super.write(bytes, offset, length);
          }
        };
    CompletableFuture<String> takenAtTheEnd = new CompletableFuture<>();
    SessionCommand command =
        SessionCommand.command(
            List.of("/bin/sh", "-c", "printf 1; sleep 0.2; printf 2"),
            environment,
            directory,
            directory);
    command.setInputStream(new ByteArrayInputStream(new byte[0]));
    command.setOutputStream(taken);
    command.setErrorStream(new ByteArrayOutputStream());
    command.setExitCallback(
        new ExitCallback() {
          @Override
          public void onExit(int status, String message, boolean closeImmediately) {
            takenAtTheEnd.complete(taken.toString(UTF_8));
            ended.countDown();
          }
        });

    command.start(mock(SessionChannel.class, RETURNS_DEEP_STUBS), client);

    assertThat(takenAtTheEnd.get()).isEqualTo("12");
  }
}
