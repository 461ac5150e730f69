package io.sagemakerssh.remote.setup;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.daemon.DaemonProcess;
import io.sagemakerssh.remote.daemon.DaemonStatus;
import io.sagemakerssh.remote.daemon.ProcessLock;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.setup.ContainerSetup.Joined;
import io.sagemakerssh.remote.waiting.StopMarker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The setup, with a real process as its daemon. */
class ContainerSetupTest {
  @TempDir Path home;
  private ContainerLayout layout;
  private final AtomicInteger preparations = new AtomicInteger();

  @BeforeEach
  void prepare() {
    layout = ContainerLayout.below(home);
  }

  @AfterEach
  void endDaemon() {
    DaemonStatus.read(layout.daemonStatus())
        .flatMap(status -> ProcessHandle.of(status.pid()))
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .ifPresent(ProcessHandle::destroy);
  }

  private ContainerSetup setup(String... program) {
    return new ContainerSetup(
        layout,
        preparations::incrementAndGet,
        new DaemonProcess(layout, home, List.of(program)),
        Clock.systemUTC());
  }

  private ContainerSetup working() {
    return setup(StandInDaemon.class.getName(), home.toString());
  }

  @Test
  void oneProcessSetsUpAndTheOthersJoinItsWait() throws Exception {
    Joined first = working().run(Duration.ofSeconds(100));
    Joined second = working().run(Duration.ofSeconds(500));

    assertThat(first.first()).isTrue();
    assertThat(second.first()).isFalse();
    assertThat(Duration.between(first.deadline(), second.deadline()).abs())
        .isLessThan(Duration.ofMillis(2));
    assertThat(preparations).hasValue(1);
  }

  @Test
  void anEarlierJobsStopDoesNotEndThisWaitButThisJobsDoes() throws Exception {
    StopMarker marker = new StopMarker(layout.stopMarker());
    marker.set();
    working().run(Duration.ofSeconds(100));
    assertThat(marker.isSet()).isFalse();

    marker.set();
    working().run(Duration.ofSeconds(100));
    assertThat(marker.isSet()).isTrue();
  }

  @Test
  void aDeadDaemonIsReplaced() throws Exception {
    working().run(Duration.ofSeconds(1));
    endDaemon();
    await().atMost(20, SECONDS).until(() -> !ProcessLock.isHeld(layout.daemonLock()));

    Joined again = working().run(Duration.ofSeconds(300));

    assertThat(again.first()).isTrue();
    assertThat(again.deadline()).isAfter(Instant.now().plusSeconds(200));
  }

  @Test
  void aDaemonThatDiesAtOnceIsToldWithItsLastWords() {
    assertThatThrownBy(() -> setup("no.such.Class").run(Duration.ofSeconds(1)))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.why()).contains("no.such.Class"));
  }
}
