package io.sagemakerssh.remote.daemon;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.sshserver.ContainerSshServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {
  @TempDir Path home;
  private ContainerLayout layout;
  private final FakeSshServer server = new FakeSshServer(4022);
  private final FakeAgent agent = new FakeAgent();

  @BeforeEach
  void prepare() {
    layout = ContainerLayout.below(home);
  }

  private Daemon daemon() {
    return new Daemon(layout, () -> server, agent);
  }

  private DaemonStatus status() {
    return DaemonStatus.read(layout.daemonStatus()).orElseThrow();
  }

  @Test
  void goesOnlineStepByStepAndTellsEachInItsStatus() throws Exception {
    try (Daemon daemon = daemon()) {
      CompletableFuture<Boolean> started =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return daemon.start();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      await().atMost(10, SECONDS).until(() -> Files.exists(layout.daemonStatus()));
      await().atMost(10, SECONDS).until(() -> status().state() == DaemonStatus.State.REGISTERED);
      assertThat(status().agentSentence()).contains("mi-1").contains("not online yet");

      agent.online.countDown();

      assertThat(started.get(10, SECONDS)).isTrue();
      assertThat(status().state()).isEqualTo(DaemonStatus.State.ONLINE);
      assertThat(status().sshPort()).isEqualTo(4022);
      assertThat(status().hostKey()).isEqualTo("ssh-ed25519 AAAA");
      assertThat(status().pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(Files.readString(layout.daemonStatus())).contains("\"online\":true");
      await().atMost(10, SECONDS).until(server::isWarm);
    }
    assertThat(server.isClosed()).isTrue();
    assertThat(ProcessLock.isHeld(layout.daemonLock())).isFalse();
  }

  @Test
  void tellsInItsStatusWhyItCannotEvenBegin() {
    Daemon.reportFailure(layout, new UserError(ExitCode.USAGE, "No agent", "misspelt", "Spell"));

    assertThat(status().hasFailed()).isTrue();
    assertThat(status().failure().orElseThrow().why()).isEqualTo("misspelt");
  }

  @Test
  void isTheOnlyOneOfItsContainer() throws Exception {
    agent.online.countDown();
    try (Daemon first = daemon();
        Daemon second = daemon()) {
      assertThat(first.start()).isTrue();
      assertThat(second.start()).isFalse();
    }
  }

  @Test
  void makesTheContainerUnknownAtTheJobsEnd() throws Exception {
    agent.online.countDown();
    Daemon daemon = daemon();
    daemon.start();

    daemon.end();

    assertThat(agent.deregistered).hasValue(1);
    assertThat(server.isClosed()).isTrue();
    assertThat(ProcessLock.isHeld(layout.daemonLock())).isFalse();
  }

  @Test
  void endsAllTheSameWhereAwsRefusesThat() throws Exception {
    agent.online.countDown();
    Daemon daemon = daemon();
    daemon.start();
    agent.refusal = new UserError(ExitCode.ACCESS_DENIED, "Cannot deregister", "denied", "Allow");

    daemon.end();

    assertThat(agent.deregistered).hasValue(1);
    assertThat(server.isClosed()).isTrue();
  }

  @Test
  void hasNothingToDeregisterBeforeItIsRegistered() {
    daemon().end();

    assertThat(agent.deregistered).hasValue(0);
  }

  @Test
  void tellsWhyItGaveUpAndFreesTheContainer() throws Exception {
    agent.refusal =
        new UserError(ExitCode.ACCESS_DENIED, "Cannot register", "IAM denied it", "Add a policy");
    try (Daemon daemon = daemon()) {
      assertThatThrownBy(daemon::start).isSameAs(agent.refusal);
    }
    assertThat(status().hasFailed()).isTrue();
    UserError told = status().failure().orElseThrow();
    assertThat(told.exitCode()).isEqualTo(ExitCode.ACCESS_DENIED);
    assertThat(told.why()).isEqualTo("IAM denied it");
    assertThat(told.advice()).isEqualTo("Add a policy");
    assertThat(server.isClosed()).isTrue();
    assertThat(ProcessLock.isHeld(layout.daemonLock())).isFalse();
  }

  private static final class FakeAgent implements ManagedAgent {
    private final CountDownLatch online = new CountDownLatch(1);
    private final AtomicInteger deregistered = new AtomicInteger();
    private UserError refusal;

    @Override
    public void prepare() {}

    @Override
    public String register(ContainerSshServer ssh) {
      if (refusal != null) {
        throw refusal;
      }
      return "mi-1";
    }

    @Override
    public void start() {}

    @Override
    public void deregister() {
      deregistered.incrementAndGet();
      if (refusal != null) {
        throw refusal;
      }
    }

    @Override
    public void awaitOnline(Duration patience) throws InterruptedException {
      online.await();
    }

    @Override
    public void close() {}
  }
}
