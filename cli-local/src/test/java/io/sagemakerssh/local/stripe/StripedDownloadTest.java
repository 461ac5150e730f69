package io.sagemakerssh.local.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class StripedDownloadTest {
  private final byte[] content = new byte[1_000_003];
  private final byte[] received = new byte[content.length];
  private final List<Long> offsets = new CopyOnWriteArrayList<>();

  StripedDownloadTest() {
    new Random(1).nextBytes(content);
  }

  private InputStream part(long offset, long length) {
    offsets.add(offset);
    return new ByteArrayInputStream(content, (int) offset, (int) length);
  }

  private void receive(long offset, ByteBuffer bytes) {
    bytes.get(received, (int) offset, bytes.remaining());
  }

  @ParameterizedTest
  @CsvSource({"1, 1000003", "3, 1000003", "8, 1000003", "8, 8", "8, 3", "8, 0"})
  void eachByteComesToItsPlace(int stripes, int length) throws IOException {
    new StripedDownload(this::part, stripes).run(length, this::receive);

    assertThat(ByteBuffer.wrap(received, 0, length)).isEqualTo(ByteBuffer.wrap(content, 0, length));
    assertThat(offsets).hasSize(Math.min(stripes, length)).doesNotHaveDuplicates();
  }

  @Test
  void allStripesGoAtOnce() throws IOException {
    CyclicBarrier allOpen = new CyclicBarrier(5);

    new StripedDownload(
            (offset, length) -> {
              try {
                allOpen.await(20, TimeUnit.SECONDS);
              } catch (Exception missing) {
                throw new IOException("Not all were opened at once", missing);
              }
              return part(offset, length);
            },
            5)
        .run(content.length, this::receive);

    assertThat(received).isEqualTo(content);
  }

  @Test
  void aPartThatEndsEarlyFailsAllAndEndsTheOthers() {
    PipedInputStream silent = new PipedInputStream();
    StripedDownload download =
        new StripedDownload(
            (offset, length) -> {
              if (offset == 0) {
                return new ByteArrayInputStream(content, 0, 10);
              }
              new PipedOutputStream(silent);
              return silent;
            },
            2);

    assertThatThrownBy(() -> download.run(content.length, this::receive))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("Only 10 of");
  }

  @Test
  void closingEndsIt() {
    AtomicReference<StripedDownload> itself = new AtomicReference<>();
    StripedDownload download =
        new StripedDownload(
            (offset, length) ->
                new InputStream() {
                  @Override
                  public int read() {
                    return 0;
                  }

                  @Override
                  public int read(byte[] bytes, int from, int count) {
                    itself.get().close();
                    return 1;
                  }
                },
            2);
    itself.set(download);

    assertThatThrownBy(() -> download.run(Long.MAX_VALUE, (offset, bytes) -> {}))
        .isInstanceOf(IOException.class);
  }

  @Test
  void needsAStripe() {
    assertThatThrownBy(() -> new StripedDownload(this::part, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
