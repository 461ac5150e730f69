package io.sagemakerssh.local.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PatientOpenerTest {
  private static final UserError NOT_YET =
      new UserError(ExitCode.TARGET_NOT_CONNECTED, "what", "why", "advice");
  private long nanoTime;

  private PatientOpener<Tunnel> opener(Supplier<Tunnel> opener) {
    return new PatientOpener<>(opener, () -> nanoTime, pause -> nanoTime += pause.toNanos());
  }

  @Test
  void waitsForAnAgentThatHasJustComeOnline() {
    Tunnel tunnel = mock(Tunnel.class);
    Deque<UserError> refusals = new ArrayDeque<>(List.of(NOT_YET, NOT_YET));

    Tunnel opened =
        opener(
                () -> {
                  if (!refusals.isEmpty()) {
                    throw refusals.pop();
                  }
                  return tunnel;
                })
            .open();

    assertThat(opened).isSameAs(tunnel);
  }

  @Test
  void givesUpInTheEnd() {
    PatientOpener<Tunnel> opener =
        opener(
            () -> {
              throw NOT_YET;
            });

    assertThatThrownBy(opener::open).isSameAs(NOT_YET);
    assertThat(nanoTime).isBetween(10_000_000_000L, 11_000_000_000L);
  }

  @Test
  void doesNotRepeatWhatWillNotChange() {
    UserError denied = new UserError(ExitCode.ACCESS_DENIED, "what", "why", "advice");

    assertThatThrownBy(
            opener(
                    () -> {
                      throw denied;
                    })
                ::open)
        .isSameAs(denied);
    assertThat(nanoTime).isZero();
  }
}
