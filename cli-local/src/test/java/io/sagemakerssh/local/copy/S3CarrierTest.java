package io.sagemakerssh.local.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a relay of this test's, which says that all went well. */
class S3CarrierTest {
  private static final int LENGTH = 20 << 20;
  private static final String RELAY =
      """
      echo '{"ready":true}'
      while read -r asked; do
        id=${asked#*:}
        echo "{\\"id\\":${id%%,*}}"
      done
      """;

  @TempDir Path here;
  private final PieceStore store = mock(PieceStore.class);
  private final Progress progress = new Progress(System::nanoTime);
  private CopyItem item;

  @BeforeEach
  void makeFile() throws IOException {
    Files.write(here.resolve("a"), new byte[LENGTH]);
    item = new CopyItem("a", "b", new Entry(Entry.Kind.FILE, LENGTH, 0644, 0), Optional.empty());
    when(store.readable(anyString())).thenReturn(URI.create("http://localhost/a").toURL());
  }

  private void upload() throws IOException {
    try (S3Carrier carrier =
        new S3Carrier(
            new LocalTree(here, "me"),
            true,
            () -> store,
            command -> new ProcessBuilder("sh", "-c", RELAY).start())) {
      carrier.carry(item, "part", 0, progress);
    }
  }

  @Test
  void whatTheStoreSendsIsMoved() throws IOException {
    doAnswer(
            call -> {
              call.getArgument(2, PieceProgress.class)
                  .moved(call.getArgument(1, byte[].class).length);
              return null;
            })
        .when(store)
        .put(any(), any(), any());

    upload();

    assertThat(progress.bytesMoved()).isEqualTo(LENGTH);
  }

  @Test
  void ofPiecesThatDoNotArriveNothingCounts() {
    doAnswer(
            call -> {
              call.getArgument(2, PieceProgress.class).moved(1000);
              throw new UserError(ExitCode.ACCESS_DENIED, "Cannot write", "denied", "Ask.");
            })
        .when(store)
        .put(any(), any(), any());

    assertThatThrownBy(this::upload).isInstanceOf(UserError.class);

    assertThat(progress.bytesMoved()).isZero();
  }
}
