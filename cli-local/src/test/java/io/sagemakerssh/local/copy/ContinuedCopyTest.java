package io.sagemakerssh.local.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Copies that break, and what the next run makes of what they left. */
class ContinuedCopyTest extends CopyBetweenDirectories {
  @Test
  void aBrokenCopyLosesNothingAndIsContinued() throws Exception {
    Path file = Files.write(here.resolve("a"), random(LARGE));
    Files.writeString(there.resolve("a"), "the old one");
    breakAfter(2 << 20, new IOException("cut"));

    assertRefused(ExitCode.FILE_REFUSED, "cut", false, "a", ".");
    assertThat(there.resolve("a")).hasContent("the old one");
    assertThat(part()).hasSize(2 << 20);

    destination = new LocalTree(there, "me");
    CopyResult result = copy(false, "a", ".");

    assertThat(there.resolve("a")).hasSameBinaryContentAs(file);
    assertThat(result.bytes()).isEqualTo(1 << 20);
    assertThat(result.bytesFound()).isEqualTo(2 << 20);
    assertThat(names()).containsExactly("a");
  }

  @Test
  void aPartThatIsNotTheBeginningIsStartedOver() throws Exception {
    Path file = Files.write(here.resolve("a"), random(LARGE));
    breakAfter(2 << 20, new IOException("cut"));
    assertRefused(ExitCode.FILE_REFUSED, "cut", false, "a", ".");
    byte[] changed = Files.readAllBytes(file);
    changed[0]++;
    Files.write(file, changed);

    destination = new LocalTree(there, "me");
    assertThat(copy(false, "a", ".").bytes()).isEqualTo(LARGE);

    assertThat(there.resolve("a")).hasBinaryContent(changed);
  }

  @Test
  void aPartWithAGapIsContinuedBeforeIt() throws Exception {
    Path file = Files.write(here.resolve("a"), random(4 * LARGE));
    breakAfter(3 * LARGE, new IOException("cut"));
    assertRefused(ExitCode.FILE_REFUSED, "cut", false, "a", ".");
    byte[] gap = Files.readAllBytes(part());
    Arrays.fill(gap, 2 * LARGE, 2 * LARGE + 100_000, (byte) 0);
    Files.write(part(), gap);

    destination = new LocalTree(there, "me");
    CopyResult result = copy(false, "a", ".");

    assertThat(there.resolve("a")).hasSameBinaryContentAs(file);
    assertThat(result.bytesFound()).isBetween(LARGE + 1L, 2L * LARGE);
  }

  @Test
  void aCarrierFindsNoPartThatIsOfNoUse() throws Exception {
    Path file = Files.write(here.resolve("a"), random(LARGE));
    breakAfter(2 << 20, new IOException("cut"));
    assertRefused(ExitCode.FILE_REFUSED, "cut", false, "a", ".");
    Files.write(file, random(1500_000));
    List<Boolean> found = new ArrayList<>();
    carrier =
        (item, part, offset, progress) -> {
          found.add(Files.exists(there.resolve(part)));
          new StreamCarrier(source, destination).carry(item, part, offset, progress);
        };

    destination = new LocalTree(there, "me");
    copy(false, "a", ".");

    assertThat(found).containsExactly(false);
  }

  @Test
  void anotherUsersPartIsNotContinued() throws Exception {
    Path file = Files.write(here.resolve("a"), random(LARGE));
    breakAfter(2 << 20, new IOException("cut"));
    assertRefused(ExitCode.FILE_REFUSED, "cut", false, "a", ".");
    Path part = part();

    source = new LocalTree(here, "another");
    destination = new LocalTree(there, "another");
    CopyResult result = copy(false, "a", ".");

    assertThat(result.bytes()).isEqualTo(LARGE);
    assertThat(there.resolve("a")).hasSameBinaryContentAs(file);
    assertThat(part).as("the first user's").hasSize(2 << 20);
  }

  @Test
  void theSameCopyTwiceAtOnceIsRefused() throws Exception {
    Files.write(here.resolve("a"), random(LARGE));
    List<UserError> second = new ArrayList<>();
    carrier =
        (item, part, offset, progress) -> {
          carrier = null;
          second.add(catchThrowableOfType(UserError.class, () -> copy(false, "a", ".")));
          copyOther();
          new StreamCarrier(source, destination).carry(item, part, offset, progress);
        };

    copy(false, "a", ".");

    assertThat(second)
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.FILE_REFUSED);
              assertThat(error.why()).contains("another cp");
            });
    assertThat(there.resolve("a")).hasBinaryContent(random(LARGE));
    assertThat(names()).containsExactly("a", "b");
  }

  private void copyOther() throws IOException {
    try {
      copy(false, "a", "b");
    } catch (InterruptedException interrupted) {
      throw new InterruptedIOException();
    }
  }

  @Test
  void aPartThatIsLongerThanTheFileIsStartedOver() throws Exception {
    Path file = Files.write(here.resolve("a"), random(LARGE));
    breakAfter(2 << 20, new IOException("cut"));
    assertRefused(ExitCode.FILE_REFUSED, "cut", false, "a", ".");
    Files.write(file, random(1500_000));

    destination = new LocalTree(there, "me");
    copy(false, "a", ".");

    assertThat(there.resolve("a")).hasBinaryContent(random(1500_000));
  }
}
