package io.sagemakerssh.local.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LocalListenerTest {
  private static Socket connect(LocalListener listener) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), listener.port());
  }

  @Test
  void eachConnectionGetsATunnelOfItsOwn() throws IOException {
    List<LoopTunnel> tunnels = new CopyOnWriteArrayList<>();
    try (LocalListener listener = LocalListener.bind(0)) {
      listener.serve(
          () -> {
            LoopTunnel tunnel = new LoopTunnel();
            tunnels.add(tunnel);
            return tunnel;
          });
      try (Socket one = connect(listener);
          Socket two = connect(listener)) {
        one.getOutputStream().write('1');
        two.getOutputStream().write('2');

        assertThat(one.getInputStream().read()).isEqualTo('1');
        assertThat(two.getInputStream().read()).isEqualTo('2');
      }
      assertThat(tunnels).hasSize(2);
      await().until(() -> tunnels.stream().allMatch(tunnel -> tunnel.closed().getCount() == 0));
    }
  }

  @Test
  void aRefusedTunnelClosesTheConnectionAndIsRemembered() throws IOException {
    UserError refusal = new UserError(ExitCode.TARGET_NOT_CONNECTED, "what", "why", "do");
    try (LocalListener listener = LocalListener.bind(0)) {
      listener.serve(
          () -> {
            throw refusal;
          });
      try (Socket connection = connect(listener)) {
        assertThat(connection.getInputStream().read()).isEqualTo(-1);
      }
      await().untilAsserted(() -> assertThat(listener.failure()).contains(refusal));
    }
  }

  /** As where the process has too many open files: once some are closed it goes on. */
  @Test
  void aConnectionThatCannotBeTakenIsWaitedFor() throws IOException {
    AtomicInteger failures = new AtomicInteger(3);
    AtomicInteger pauses = new AtomicInteger();
    ServerSocket server =
        new ServerSocket(0, 1, InetAddress.getLoopbackAddress()) {
          @Override
          public Socket accept() throws IOException {
            if (failures.getAndDecrement() > 0) {
              throw new SocketException("Too many open files");
            }
            return super.accept();
          }
        };
    try (LocalListener listener = new LocalListener(server, pause -> pauses.incrementAndGet())) {
      listener.serve(LoopTunnel::new);
      try (Socket connection = connect(listener)) {
        connection.getOutputStream().write('1');
        assertThat(connection.getInputStream().read()).isEqualTo('1');
      }
    }
    assertThat(pauses).hasValue(3);
  }

  @Test
  void drainingWaitsForOpenConnectionsAndTakesNoMore() throws Exception {
    CompletableFuture<Integer> lasting = new CompletableFuture<>();
    try (LocalListener listener = LocalListener.bind(0)) {
      listener.serve(LoopTunnel::new);
      CompletableFuture<Void> draining;
      try (Socket connection = connect(listener)) {
        echo(connection);
        draining = CompletableFuture.runAsync(() -> drain(listener, lasting::complete));

        assertThat(lasting.get()).isEqualTo(1);
        assertThatThrownBy(() -> connect(listener)).isInstanceOf(ConnectException.class);
        echo(connection);
        assertThat(draining).isNotDone();
      }
      draining.get();
    }
  }

  @Test
  void drainingIsOverAtOnceWhereNothingIsOpen() throws IOException {
    try (LocalListener listener = LocalListener.bind(0)) {
      listener.serve(LoopTunnel::new);
      try (Socket connection = connect(listener)) {
        echo(connection);
      }

      drain(listener, count -> fail("told of " + count));
    }
  }

  private static void drain(LocalListener listener, IntConsumer lasting) {
    try {
      listener.drain(lasting);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private static void echo(Socket connection) throws IOException {
    connection.getOutputStream().write('1');
    assertThat(connection.getInputStream().read()).isEqualTo('1');
  }

  @Test
  void aPortForRootIsNoPortOfAnotherProgram() {
    UserError error =
        LocalListener.refused(80, "another", new SocketException("Permission denied"));

    assertThat(error.why()).contains("for root");
    assertThat(error.advice()).startsWith("Take a port from 1024 on");
  }

  @Test
  void aTakenPortIsAnErrorWithAdvice() {
    try (LocalListener first = LocalListener.bind(0)) {
      assertThatThrownBy(() -> LocalListener.bind(first.port()))
          .isInstanceOfSatisfying(
              UserError.class,
              error -> {
                assertThat(error.exitCode()).isEqualTo(ExitCode.PORT_IN_USE);
                assertThat(error.what()).contains(Integer.toString(first.port()));
                assertThat(error.advice()).contains("--local-port");
              });
    }
  }
}
