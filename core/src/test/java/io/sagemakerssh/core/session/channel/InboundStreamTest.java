package io.sagemakerssh.core.session.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InboundStreamTest {
  private final AtomicInteger roomCalls = new AtomicInteger();
  private final InboundStream input = new InboundStream(8, roomCalls::incrementAndGet);

  @Test
  void readsAcrossChunks() throws Exception {
    input.offer(UTF_8.encode("abc"));
    input.offer(UTF_8.encode("def"));

    assertThat(new String(input.readNBytes(4), UTF_8)).isEqualTo("abcd");
    assertThat(input.available()).isEqualTo(2);
    assertThat(input.read()).isEqualTo('e');
  }

  @Test
  void bytesAbove127AreNotNegative() throws Exception {
    input.offer(java.nio.ByteBuffer.wrap(new byte[] {(byte) 0xff}));

    assertThat(input.read()).isEqualTo(0xff);
  }

  @Test
  void refusesWhileFullAndTellsOnceWhenHalfIsRead() throws Exception {
    assertThat(input.offer(UTF_8.encode("12345678"))).isTrue();
    assertThat(input.offer(UTF_8.encode("9"))).isFalse();

    input.readNBytes(3);
    assertThat(roomCalls).hasValue(0);
    input.readNBytes(1);
    assertThat(roomCalls).hasValue(1);
    input.readNBytes(1);
    assertThat(roomCalls).hasValue(1);
    assertThat(input.offer(UTF_8.encode("9"))).isTrue();
  }

  @Test
  void whatCameBeforeTheEndCanBeRead() throws Exception {
    input.offer(UTF_8.encode("x"));
    input.end(new SessionEnd(Kind.REMOTE_EOF, ""));

    assertThat(input.read()).isEqualTo('x');
    assertThat(input.read()).isEqualTo(-1);
  }

  @Test
  void aBrokenSessionThrowsAfterItsLastByte() throws Exception {
    input.offer(UTF_8.encode("x"));
    input.end(new SessionEnd(Kind.BROKEN, "cut"));

    assertThat(input.read()).isEqualTo('x');
    assertThatThrownBy(input::read).isInstanceOf(IOException.class).hasMessageContaining("cut");
  }

  @Test
  void aWaitingReaderIsWoken() throws Exception {
    CompletableFuture<Integer> read = CompletableFuture.supplyAsync(this::readOne);
    input.offer(UTF_8.encode("x"));

    assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo('x');
  }

  @Test
  void aClosedStreamDiscards() throws Exception {
    input.offer(UTF_8.encode("12345678"));
    input.close();

    assertThat(input.offer(UTF_8.encode("more"))).isTrue();
    assertThat(roomCalls).hasValue(1);
    assertThatThrownBy(input::read).isInstanceOf(IOException.class);
  }

  private int readOne() {
    try {
      return input.read();
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }
}
