package io.sagemakerssh.local.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.core.instance.ManagedInstance;
import io.sagemakerssh.core.instance.PingStatus;
import io.sagemakerssh.core.instance.Registration;
import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.core.key.SshKeyPair;
import io.sagemakerssh.local.ssh.Container;
import io.sagemakerssh.local.tunnel.SessionTunnels;
import io.sagemakerssh.local.tunnel.Tunnel;
import io.sagemakerssh.local.tunnel.TunnelOpener;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrivalTest {
  private static final Destination JOB =
      Destination.parse("job", ResourceKind.TRAINING, Optional.empty());
  private static final InstanceId OLD = new InstanceId("mi-00000000000000001");
  private static final InstanceId NEW = new InstanceId("mi-00000000000000002");

  private final Approach approach = mock(Approach.class);
  private final SessionTunnels sessions = mock(SessionTunnels.class);

  private static Container container(InstanceId instance) {
    return new Container("job", instance, 22, true, mock(SshKeyPair.class), false);
  }

  private static UserError refusal(ExitCode code) {
    return new UserError(code, "what", "why", "do");
  }

  private static TunnelOpener refusing(ExitCode code) {
    return () -> {
      throw refusal(code);
    };
  }

  @BeforeEach
  void rememberOne() {
    when(approach.remembered(JOB)).thenReturn(Optional.of(container(OLD)));
    when(approach.reach(any(), any()))
        .thenAnswer(
            call -> {
              call.<Consumer<Registration>>getArgument(1)
                  .accept(
                      new Registration(
                          new ManagedInstance(NEW, PingStatus.ONLINE, Instant.EPOCH), Map.of()));
              return container(NEW);
            });
  }

  private Arrival arrive() {
    return Arrival.at(JOB, 0, approach, sessions, Runnable::run);
  }

  @Test
  void aRememberedInstanceIsGoneToAtOnce() {
    Tunnel tunnel = mock(Tunnel.class);
    when(sessions.to(OLD, 22)).thenReturn(() -> tunnel);

    Arrival arrival = arrive();

    assertThat(arrival.container().instance()).isEqualTo(OLD);
    assertThat(arrival.tunnels().open()).isSameAs(tunnel);
    verify(approach, never()).reach(any(), any());
  }

  /** Denied also where the instance is of another account, with a job of the same name. */
  @ParameterizedTest
  @EnumSource(
      names = {
        "ACCESS_DENIED",
        "TARGET_NOT_CONNECTED",
        "INSTANCE_OFFLINE",
        "SESSION_FAILED",
        "AWS_FAILED"
      })
  void whereItIsNotTheWholeWayIsGone(ExitCode code) {
    Tunnel tunnel = mock(Tunnel.class);
    when(sessions.to(OLD, 22)).thenReturn(refusing(code));
    when(sessions.to(NEW, 22)).thenReturn(() -> tunnel);

    Arrival arrival = arrive();

    assertThat(arrival.container().instance()).isEqualTo(NEW);
    assertThat(arrival.tunnels().open()).isSameAs(tunnel);
  }

  @Test
  void whatNoOtherWayHelpsAgainstIsToldAtOnce() {
    when(sessions.to(any(), anyInt())).thenReturn(refusing(ExitCode.ENDPOINT_UNREACHABLE));

    assertThatThrownBy(this::arrive)
        .isInstanceOfSatisfying(
            UserError.class,
            error -> assertThat(error.exitCode()).isEqualTo(ExitCode.ENDPOINT_UNREACHABLE));
    verify(approach, never()).reach(any(), any());
  }

  @Test
  void anInstanceThatDoesNotAnswerHasTheJobLookedAt() {
    when(approach.remembered(JOB)).thenReturn(Optional.empty());
    when(sessions.to(NEW, 22)).thenReturn(refusing(ExitCode.TARGET_NOT_CONNECTED));

    assertThatThrownBy(this::arrive).isInstanceOf(UserError.class);

    verify(approach).checkJob(JOB);
  }
}
