package io.sagemakerssh.local.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreferredCarrierTest {
  private static final CopyItem LARGE = item(100);
  private static final CopyItem SMALL = item(99);

  private final Carrier s3 = mock(Carrier.class);
  private final Carrier ssh = mock(Carrier.class);
  private final List<String> notes = new ArrayList<>();
  private final Progress progress = new Progress(System::nanoTime);
  private final Carrier carrier = new PreferredCarrier(s3, ssh, 100, notes::add);

  private static CopyItem item(long size) {
    return new CopyItem("a", "b", new Entry(Entry.Kind.FILE, size, 0644, 0), Optional.empty());
  }

  @Test
  void largeFilesGoThePreferredWay() throws IOException {
    carrier.carry(LARGE, "part", 0, progress);
    carrier.carry(SMALL, "part", 0, progress);

    verify(s3).carry(LARGE, "part", 0, progress);
    verify(ssh).carry(SMALL, "part", 0, progress);
    assertThat(notes).isEmpty();
  }

  @Test
  void whatIsLeftOfALargeFileMayBeSmall() throws IOException {
    carrier.carry(LARGE, "part", 1, progress);

    verify(s3, never()).carry(any(), any(), anyLong(), any());
  }

  @Test
  void aWayThatFailsIsGivenUpAndNothingIsCountedTwice() throws IOException {
    doAnswer(
            call -> {
              progress.moved(30);
              throw new IOException("no way");
            })
        .when(s3)
        .carry(any(), any(), anyLong(), any());

    carrier.carry(LARGE, "part", 0, progress);
    carrier.carry(LARGE, "part", 0, progress);

    verify(s3, times(1)).carry(any(), any(), anyLong(), any());
    verify(ssh, times(2)).carry(LARGE, "part", 0, progress);
    assertThat(progress.bytesMoved()).isZero();
    assertThat(notes).containsExactly("note: by SSH and not through S3: no way");
  }

  @Test
  void whenAllIsToEndNoOtherWayIsTried() throws IOException {
    doThrow(new InterruptedIOException("interrupted"))
        .when(s3)
        .carry(any(), any(), anyLong(), any());

    assertThatThrownBy(() -> carrier.carry(LARGE, "part", 0, progress))
        .isInstanceOf(InterruptedIOException.class);

    verify(ssh, never()).carry(any(), any(), anyLong(), any());
  }

  @Test
  void aRefusalOfAwsIsTold() throws IOException {
    doThrow(new UserError(ExitCode.ACCESS_DENIED, "Cannot write", "denied", "Ask."))
        .when(s3)
        .carry(any(), any(), anyLong(), any());

    carrier.carry(LARGE, "part", 0, progress);

    assertThat(notes).containsExactly("note: by SSH and not through S3: Cannot write: denied");
  }
}
