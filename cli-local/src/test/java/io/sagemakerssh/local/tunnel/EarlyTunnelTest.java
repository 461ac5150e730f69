package io.sagemakerssh.local.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyTunnelTest {
  private final List<LoopTunnel> made = new ArrayList<>();

  private Tunnel make() {
    LoopTunnel tunnel = new LoopTunnel();
    made.add(tunnel);
    return tunnel;
  }

  @Test
  void theFirstIsMadeBeforeItIsAskedForAndGivenOutOnce() {
    EarlyTunnel tunnels = EarlyTunnel.opening(this::make, Runnable::run);
    tunnels.await();
    assertThat(made).hasSize(1);

    assertThat(tunnels.open()).isSameAs(made.get(0));
    assertThat(tunnels.open()).isSameAs(made.get(1));
  }

  @Test
  void anUnusedFirstOneIsClosed() {
    EarlyTunnel tunnels = EarlyTunnel.opening(this::make, Runnable::run);

    tunnels.close();

    assertThat(made.get(0).closed().getCount()).isZero();
  }

  @Test
  void itsFailureIsThatOfTheOpener() {
    UserError refusal = new UserError(ExitCode.TARGET_NOT_CONNECTED, "what", "why", "do");
    EarlyTunnel tunnels =
        EarlyTunnel.opening(
            () -> {
              throw refusal;
            },
            Runnable::run);

    assertThatThrownBy(tunnels::await).isSameAs(refusal);
    assertThatThrownBy(tunnels::open).isSameAs(refusal);
  }
}
