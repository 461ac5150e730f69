package io.sagemakerssh.local.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebugForwardTest {
  private static final List<String> OURS = List.of("-R", "localhost:12345:localhost:12345");
  private final DebugForward forward = new DebugForward(12345);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-L 12345:localhost:80",
        "-R",
        "-R 8000:localhost:12345",
        "-R 112345:localhost:1"
      })
  void isThereUnlessTheUserForwardsThePort(String arguments) {
    assertThat(forward.options(List.of(arguments.split(" ")))).isEqualTo(OURS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-R 12345:localhost:9000",
        "-R12345:localhost:9000",
        "-R *:12345:localhost:9000",
        "-R localhost:12345:localhost:9000",
        "-R [::1]:12345:localhost:9000",
        "-v -R 12345"
      })
  void makesWayForTheUsersOwn(String arguments) {
    assertThat(forward.options(List.of(arguments.split(" ")))).isEmpty();
  }

  @Test
  void portZeroIsNone() {
    assertThat(new DebugForward(0).options(List.of())).isEmpty();
  }
}
