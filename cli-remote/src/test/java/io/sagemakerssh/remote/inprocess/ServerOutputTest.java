package io.sagemakerssh.remote.inprocess;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ServerOutputTest {
  private static final int LITTLE = 100;
  private static final int PACKET = 32_836;

  private final byte[] piece = new byte[65_536];
  private final ServerOutput output = new ServerOutput();

  private static Written bytes(int count, int value) {
    byte[] bytes = new byte[count + 2];
    Arrays.fill(bytes, 1, count + 1, (byte) value);
    return new Written("test", new ByteArrayBuffer(bytes, 1, count, true));
  }

  private Written write(int count) {
    Written written = bytes(count, 0);
    assertThat(output.add(written)).isTrue();
    return written;
  }

  @Test
  void givesTheBytesAsTheyWereWritten() throws IOException {
    output.add(bytes(2, 5));
    output.add(bytes(3, 7));

    assertThat(output.read()).isEqualTo(5);
    assertThat(output.readNBytes(4)).containsExactly(5, 7, 7, 7);
  }

  @Test
  void bytesAreTheServersUntilAllAreRead() throws IOException {
    Written first = write(LITTLE);
    Written second = write(LITTLE);

    assertThat(output.read(piece, 0, LITTLE + 1)).isEqualTo(LITTLE + 1);
    assertThat(first.isWritten()).isTrue();
    assertThat(second.isDone()).isFalse();
    assertThat(output.read(piece)).isEqualTo(LITTLE - 1);
    assertThat(second.isWritten()).isTrue();
  }

  @Test
  void aPieceIsFilledAndTheRestLeft() throws IOException {
    write(PACKET);
    write(PACKET);
    write(PACKET);

    assertThat(output.read(piece)).isEqualTo(piece.length);
    assertThat(output.read(piece)).isEqualTo(3 * PACKET - piece.length);
  }

  @Test
  void muchThatComesAloneWaitsForAMomentOnly() throws IOException {
    write(PACKET);

    assertThat(output.read(piece)).isEqualTo(PACKET);
  }

  @Test
  void aReaderThatWaitsGetsTheFirstBytesAtOnce() throws Exception {
    CompletableFuture<Integer> read = new CompletableFuture<>();
    Thread reader = reader(read);
    await().atMost(20, SECONDS).until(() -> reader.getState() == Thread.State.TIMED_WAITING);

    write(1);

    assertThat(read.get(20, SECONDS)).isEqualTo(1);
  }

  private Thread reader(CompletableFuture<Integer> read) {
    Thread reader =
        new Thread(
            () -> {
              try {
                read.complete(output.read(piece));
              } catch (IOException failure) {
                read.completeExceptionally(failure);
              }
            });
    reader.start();
    return reader;
  }

  @Test
  void whatWaitsIsReadBeforeTheEnd() throws IOException {
    write(LITTLE);
    output.end();

    assertThat(output.add(bytes(1, 0))).isFalse();
    assertThat(output.read(piece)).isEqualTo(LITTLE);
    assertThat(output.read(piece)).isEqualTo(-1);
    assertThat(output.read()).isEqualTo(-1);
  }

  @Test
  void theEndWakesAReader() throws Exception {
    CompletableFuture<Integer> read = new CompletableFuture<>();
    Thread reader = reader(read);
    await().atMost(20, SECONDS).until(() -> reader.getState() == Thread.State.TIMED_WAITING);

    output.end();

    assertThat(read.get(20, SECONDS)).isEqualTo(-1);
  }

  /** A read that fails is how the agent finds that it was the client that ended. */
  @Test
  void onceDiscardedWhatWaitsIsLostAndReadsFail() {
    Written lost = write(LITTLE);

    output.discard();

    assertThat(lost.isWritten()).isFalse();
    assertThat(lost.getException()).isInstanceOf(EOFException.class);
    assertThat(output.waiting()).isEmpty();
    assertThatThrownBy(() -> output.read(piece)).hasMessage("The connection is closed");
  }

  @Test
  void aReaderCanBeInterrupted() throws Exception {
    CompletableFuture<Integer> read = new CompletableFuture<>();
    Thread reader = reader(read);

    reader.interrupt();

    AtomicReference<Throwable> failure = new AtomicReference<>();
    read.exceptionally(
            e -> {
              failure.set(e);
              return 0;
            })
        .get(20, SECONDS);
    assertThat(failure.get()).isInstanceOf(InterruptedIOException.class);
  }
}
