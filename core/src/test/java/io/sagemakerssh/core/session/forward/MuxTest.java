package io.sagemakerssh.core.session.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.session.channel.FakeScheduler;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One end, against bytes written by hand after PROTOCOL.md C.6. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class MuxTest {
  private static final int BUDGET = 8;

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final PipedOutputStream peer = new PipedOutputStream();
  private final BlockingQueue<ForwardedConnection> accepted = new LinkedBlockingQueue<>();
  private final CompletableFuture<IOException> outcome = new CompletableFuture<>();
  private Mux mux;
  private Thread reader;

  @BeforeEach
  void start() throws IOException {
    InputStream in = new PipedInputStream(peer, 1 << 16);
    mux = new Mux(in, sent, accepted::add, BUDGET);
    reader =
        new Thread(
            () -> {
              try {
                mux.run();
                outcome.complete(null);
              } catch (IOException failure) {
                outcome.complete(failure);
              }
            });
    reader.start();
  }

  @AfterEach
  void stop() throws Exception {
    peer.close();
    mux.close();
    reader.join();
  }

  @Test
  void clientOpensOddStreamsFromThreeOn() throws IOException {
    mux.open();
    mux.open();

    assertSent("01 00 0000 03000000", "01 00 0000 05000000");
  }

  @Test
  void eachWriteIsOneFrame() throws IOException {
    mux.open().output().write("hello".getBytes(UTF_8));

    assertSent("01 00 0000 03000000", "01 02 0500 03000000 68656c6c6f");
  }

  @Test
  void longWritesAreCutIntoFramesThatFillMessages() throws IOException {
    ForwardedConnection connection = mux.open();
    sent.reset();

    connection.output().write(new byte[65_528 + 1]);

    byte[] bytes = sent.toByteArray();
    assertThat(HexFormat.of().formatHex(bytes, 0, 8)).isEqualTo("0102f8ff03000000");
    assertThat(HexFormat.of().formatHex(bytes, 65_536, bytes.length))
        .isEqualTo("010201000300000000");
  }

  @Test
  void shortWriteAfterALongerOneCarriesNothingOfIt() throws IOException {
    ForwardedConnection connection = mux.open();
    connection.output().write("hello".getBytes(UTF_8));
    sent.reset();

    connection.output().write("no".getBytes(UTF_8));

    assertSent("01 02 0200 03000000 6e6f");
  }

  @Test
  void framesMayBeCutAnywhere() throws IOException {
    ForwardedConnection connection = mux.open();
    for (byte one : hex("01 02 0300 03000000 616263 01 03 0000 00000000 01 01 0000 03000000")) {
      peer.write(one);
      peer.flush();
    }

    assertThat(connection.input().readAllBytes()).asString().isEqualTo("abc");
  }

  @Test
  void acceptedStreamKeepsTheNumberOfWhoOpenedIt() throws Exception {
    receive("01 00 0000 07000000 01 02 0200 07000000 6869");
    ForwardedConnection connection = accepted.take();
    assertThat(connection.input().readNBytes(2)).asString().isEqualTo("hi");

    connection.output().write('!');
    connection.close();
    connection.close();

    assertSent("01 02 0100 07000000 21", "01 01 0000 07000000");
  }

  @Test
  void closedStreamIsReadToItsEndAndNotWritten() throws Exception {
    ForwardedConnection connection = mux.open();
    receive("01 02 0200 03000000 6869 01 01 0000 03000000");

    assertThat(connection.input().readAllBytes()).asString().isEqualTo("hi");
    assertThatThrownBy(() -> connection.output().write('x')).hasMessageContaining("closed");
  }

  @Test
  void lateBytesOfAStreamClosedHereAreDroppedAndCostNothing() throws Exception {
    ForwardedConnection closed = mux.open();
    ForwardedConnection other = mux.open();
    closed.close();
    receive("01 02 0900 03000000 000000000000000000".repeat(10));
    receive("01 02 0100 05000000 78");

    assertThat(other.input().read()).isEqualTo('x');
    assertThatThrownBy(() -> closed.input().read()).hasMessageContaining("closed");
  }

  @Test
  void streamNobodyReadsHoldsUpTheOthersOnlyBeyondTheBudget() throws Exception {
    ForwardedConnection slow = mux.open();
    ForwardedConnection other = mux.open();
    receive("01 02 0700 03000000 00000000000000 01 02 0100 05000000 61");
    assertThat(other.input().read()).as("within the budget").isEqualTo('a');

    receive("01 02 0100 03000000 00 01 02 0100 05000000 62");
    await().until(() -> reader.getState() == Thread.State.WAITING);
    assertThat(other.input().available()).as("beyond the budget").isZero();

    assertThat(slow.input().readNBytes(1)).hasSize(1);
    assertThat(other.input().read()).as("once there is room").isEqualTo('b');
  }

  @Test
  void closingAStreamNobodyReadsFreesItsPartOfTheBudget() throws Exception {
    ForwardedConnection slow = mux.open();
    ForwardedConnection other = mux.open();
    receive("01 02 0800 03000000 0000000000000000 01 02 0100 05000000 62");

    slow.close();

    assertThat(other.input().read()).isEqualTo('b');
  }

  @Test
  void wrongVersionEndsTheSessionAndItsStreams() throws Exception {
    ForwardedConnection connection = mux.open();
    receive("02 02 0100 03000000 78");

    assertThat(outcome.get())
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("version 2");
    assertThatThrownBy(() -> connection.input().read()).hasMessageContaining("version 2");
    assertThatThrownBy(mux::open).hasMessageContaining("version 2");
  }

  @Test
  void trap16EndOfTheSessionIsNoEndOfAStream() throws Exception {
    ForwardedConnection connection = mux.open();
    receive("01 02 0200 03000000 6869");
    peer.close();

    assertThat(outcome.get()).isNull();
    assertThat(connection.input().readNBytes(2)).asString().isEqualTo("hi");
    assertThatThrownBy(() -> connection.input().read()).hasMessageContaining("session has ended");
  }

  @Test
  void endWithinAFrameIsAFailure() throws Exception {
    mux.open();
    receive("01 02 0200 03000000 68");
    peer.close();

    assertThat(outcome.get()).hasMessageContaining("within a frame");
  }

  @Test
  void trap19OldPeersAreKeptAliveByFramesOfStreamZero() {
    FakeScheduler clock = new FakeScheduler();
    mux.keepAlive(clock);

    clock.advance(Duration.ofSeconds(21));

    assertSent("01 03 0000 00000000", "01 03 0000 00000000");
  }

  @Test
  void streamThatWritesMuchLetsOthersWrite() throws Exception {
    Queue<Integer> order = new ConcurrentLinkedQueue<>();
    CountDownLatch writing = new CountDownLatch(1);
    AtomicReference<Thread> keyboard = new AtomicReference<>();
    OutputStream inTurn =
        new OutputStream() {
          @Override
          public void write(int value) {}

          @Override
          public void write(byte[] frame, int start, int length) {
            order.add(frame[start + 4] & 0xff);
            if (length > MuxFrame.HEADER_BYTES && order.size() == 3) {
              writing.countDown();
              await().until(() -> waits(keyboard.get()));
            }
          }
        };
    try (Mux fair = new Mux(InputStream.nullInputStream(), inTurn, accepted::add)) {
      ForwardedConnection bulk = fair.open();
      ForwardedConnection keys = fair.open();
      keyboard.set(new Thread(() -> write(keys, new byte[1])));
      Thread copying = new Thread(() -> write(bulk, new byte[3 * ForwardedConnection.CHUNK_BYTES]));
      copying.start();
      writing.await();
      keyboard.get().start();
      copying.join();
      keyboard.get().join();
    }

    assertThat(order).containsExactly(3, 5, 3, 5, 3, 3);
  }

  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }

  private static void write(ForwardedConnection connection, byte[] bytes) {
    try {
      connection.output().write(bytes);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private void receive(String hex) throws IOException {
    peer.write(hex(hex));
    peer.flush();
  }

  private void assertSent(String... frames) {
    assertThat(HexFormat.of().formatHex(sent.toByteArray()))
        .isEqualTo(HexFormat.of().formatHex(hex(String.join("", frames))));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }
}
