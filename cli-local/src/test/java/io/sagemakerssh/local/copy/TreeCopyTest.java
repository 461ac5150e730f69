package io.sagemakerssh.local.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From one directory of this machine to another. */
class TreeCopyTest {
  private static final int LARGE = 3 << 20;

  @TempDir Path directory;
  private Path here;
  private Path there;
  private FileTree source;
  private FileTree destination;
  private final List<String> notes = new ArrayList<>();

  /** Instead of the usual one. */
  private Carrier carrier;

  @BeforeEach
  void makeTrees() throws IOException {
    here = Files.createDirectory(directory.resolve("here"));
    there = Files.createDirectory(directory.resolve("there"));
    source = mock(FileTree.class, delegatesTo(new LocalTree(here)));
    destination = mock(FileTree.class, delegatesTo(new LocalTree(there)));
  }

  private CopyResult copy(boolean recursive, String... fromAndTo)
      throws IOException, InterruptedException {
    List<String> all = List.of(fromAndTo);
    try (CopyLocks locks = new CopyLocks(directory.resolve("ours/locks"))) {
      return new TreeCopy(
              source,
              destination,
              carrier == null ? new StreamCarrier(source, destination) : carrier,
              locks,
              new Progress(System::nanoTime),
              notes::add)
          .run(all.subList(0, all.size() - 1), all.get(all.size() - 1), recursive);
    }
  }

  private void assertRefused(ExitCode code, String part, boolean recursive, String... fromAndTo) {
    assertThatThrownBy(() -> copy(recursive, fromAndTo))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(code);
              assertThat(error.what() + "; " + error.why()).contains(part);
            });
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> found = Files.walk(there)) {
      return found.skip(1).map(file -> there.relativize(file).toString()).sorted().toList();
    }
  }

  private Path part() throws IOException {
    try (Stream<Path> found = Files.list(there)) {
      return found
          .filter(file -> file.getFileName().toString().endsWith(".part"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** The destination's disk takes so much of the next file and no more. */
  private void breakAfter(int bytes, IOException failure) throws IOException {
    LocalTree real = new LocalTree(there);
    doAnswer(
            call ->
                new FilterOutputStream(real.write(call.getArgument(0), call.getArgument(1))) {
                  private int left = bytes;

                  @Override
                  public void write(byte[] some, int offset, int length) throws IOException {
                    int taken = Math.min(left, length);
                    out.write(some, offset, taken);
                    left -= taken;
                    if (taken < length) {
                      throw failure;
                    }
                  }
                })
        .when(destination)
        .write(any(), anyLong());
  }

  @Test
  void contentPermissionsAndTimeAreKept() throws Exception {
    Path file = Files.write(here.resolve("a"), random(LARGE));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-xr-----"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-02-02T02:02:02Z")));

    CopyResult result = copy(false, "a", "b");

    assertThat(there.resolve("b")).hasSameBinaryContentAs(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there.resolve("b"))))
        .isEqualTo("r-xr-----");
    assertThat(Files.getLastModifiedTime(there.resolve("b")))
        .isEqualTo(Files.getLastModifiedTime(file));
    assertThat(names()).containsExactly("b");
    assertThat(result.bytes()).isEqualTo(LARGE);
  }

  @ParameterizedTest
  @CsvSource({
    "a, ., a",
    "a, new, new",
    "a, dir, dir/a",
    "a, dir/, dir/a",
    "a, dir/new, dir/new",
    "tree, new, new/x",
    "tree, new/, new/x",
    "tree, dir, dir/tree/x",
    "tree/, dir, dir/tree/x",
    "tree/., dir, dir/x",
    "tree/sub/.., dir, dir/tree/x",
    "tree/., new, new/x"
  })
  void aDestinationThatIsADirectoryIsGoneInto(String from, String to, String expected)
      throws Exception {
    Files.writeString(here.resolve("a"), "content");
    Files.createDirectories(here.resolve("tree/sub"));
    Files.writeString(here.resolve("tree/x"), "content");
    Files.createDirectory(there.resolve("dir"));

    copy(true, from, to);

    assertThat(there.resolve(expected)).hasContent("content");
  }

  @ParameterizedTest
  @CsvSource({
    "' '",
    "'it''s \"quoted\"'",
    "-rf",
    "ü€😀",
    "'a\nb'",
    "'$(id) `id` \\'",
    "a:b",
    "*",
    "~"
  })
  void anyNameIsAName(String name) throws Exception {
    Files.createDirectories(here.resolve("tree").resolve(name));
    Files.writeString(here.resolve("tree").resolve(name).resolve(name), "content");

    copy(true, "tree", "t");

    assertThat(there.resolve("t").resolve(name).resolve(name)).hasContent("content");
  }

  @Test
  void aTreeIsCopiedWithItsLinksEmptyFilesAndModes() throws Exception {
    Path tree = Files.createDirectories(here.resolve("tree/sub"));
    Files.createFile(tree.resolve("empty"));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("empty"));
    Files.createSymbolicLink(tree.resolve("loop"), Path.of(".."));
    Files.createSymbolicLink(tree.resolve("dangling"), Path.of("nowhere"));
    Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("r-xr-xr-x"));

    assertThat(copy(true, "tree", "t").files()).isOne();
    assertThat(copy(true, "tree/.", "t").files()).as("once more").isOne();

    Path copied = there.resolve("t/sub");
    assertThat(copied.resolve("empty")).isEmptyFile();
    assertThat(Files.readSymbolicLink(copied.resolve("link"))).hasToString("empty");
    assertThat(Files.readSymbolicLink(copied.resolve("loop"))).hasToString("..");
    assertThat(Files.readSymbolicLink(copied.resolve("dangling"))).hasToString("nowhere");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copied)))
        .isEqualTo("r-xr-xr-x");
    Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(copied, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aLinkThatIsNamedIsFollowed() throws Exception {
    Files.writeString(here.resolve("a"), "content");
    Files.createSymbolicLink(here.resolve("link"), Path.of("a"));

    copy(false, "link", ".");

    assertThat(there.resolve("link")).isRegularFile().hasContent("content");
  }

  @Test
  void aLinkInTheDestinationIsWrittenThrough() throws Exception {
    Files.writeString(here.resolve("a"), "new");
    Files.writeString(there.resolve("real"), "older");
    Files.createSymbolicLink(there.resolve("a"), Path.of("real"));

    copy(false, "a", ".");

    assertThat(there.resolve("a")).isSymbolicLink();
    assertThat(there.resolve("real")).hasContent("new");
  }

  @Test
  void aBrokenCopyLosesNothingAndIsContinued() throws Exception {
    Path file = Files.write(here.resolve("a"), random(LARGE));
    Files.writeString(there.resolve("a"), "the old one");
    breakAfter(2 << 20, new IOException("cut"));

    assertRefused(ExitCode.FILE_REFUSED, "cut", false, "a", ".");
    assertThat(there.resolve("a")).hasContent("the old one");
    assertThat(part()).hasSize(2 << 20);

    destination = new LocalTree(there);
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

    destination = new LocalTree(there);
    assertThat(copy(false, "a", ".").bytes()).isEqualTo(LARGE);

    assertThat(there.resolve("a")).hasBinaryContent(changed);
  }

  /** What pieces through S3 leave when they came in another order. */
  @Test
  void aPartWithAGapIsContinuedBeforeIt() throws Exception {
    Path file = Files.write(here.resolve("a"), random(4 * LARGE));
    breakAfter(3 * LARGE, new IOException("cut"));
    assertRefused(ExitCode.FILE_REFUSED, "cut", false, "a", ".");
    byte[] gap = Files.readAllBytes(part());
    Arrays.fill(gap, 2 * LARGE, 2 * LARGE + 100_000, (byte) 0);
    Files.write(part(), gap);

    destination = new LocalTree(there);
    CopyResult result = copy(false, "a", ".");

    assertThat(there.resolve("a")).hasSameBinaryContentAs(file);
    assertThat(result.bytesFound()).isBetween(LARGE + 1L, 2L * LARGE);
  }

  /** A carrier through S3 writes pieces into what is there. */
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

    destination = new LocalTree(there);
    copy(false, "a", ".");

    assertThat(found).containsExactly(false);
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

    destination = new LocalTree(there);
    copy(false, "a", ".");

    assertThat(there.resolve("a")).hasBinaryContent(random(1500_000));
  }

  @Test
  void whatIsThereAlreadyIsNotSentAgain() throws Exception {
    Files.createDirectory(here.resolve("tree"));
    Files.writeString(here.resolve("tree/a"), "content");
    Files.writeString(here.resolve("tree/b"), "content");
    copy(true, "tree", "t");
    Files.setPosixFilePermissions(
        here.resolve("tree/a"), PosixFilePermissions.fromString("rw-------"));
    Files.writeString(here.resolve("tree/b"), "another");
    Files.setLastModifiedTime(here.resolve("tree/b"), FileTime.from(Instant.EPOCH));

    assertThat(copy(true, "tree/.", "t").bytes()).isEqualTo("another".length());

    assertThat(there.resolve("t/b")).hasContent("another");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there.resolve("t/a"))))
        .isEqualTo("rw-------");
  }

  @Test
  void oneFileThatCannotBeReadDoesNotKeepTheOthers() throws Exception {
    Files.createDirectory(here.resolve("tree"));
    for (String name : List.of("a", "bad", "c")) {
      Files.writeString(here.resolve("tree").resolve(name), name);
    }
    doThrow(new AccessDeniedException("bad")).when(source).read(contains("bad"), anyLong());

    assertRefused(ExitCode.FILE_REFUSED, "permission denied", true, "tree", "t");

    assertThat(names()).containsExactly("t", "t/a", "t/c");
    assertThat(notes).containsExactly("tree/bad: permission denied");
  }

  @Test
  void aFullDiskEndsAll() throws Exception {
    Files.write(here.resolve("a"), random(LARGE));
    Files.write(here.resolve("b"), random(LARGE));
    breakAfter(100, new FileSystemException("x", null, "No space left on device"));

    assertRefused(ExitCode.DISK_FULL, "full", false, "a", "b", ".");

    verify(source, never()).read(contains("b"), anyLong());
  }

  @Test
  void aFileThatBecomesShorterIsNotTakenForWhole() throws Exception {
    Path file = Files.write(here.resolve("a"), random(1000));
    doAnswer(
            call -> {
              Files.write(file, random(10));
              return new LocalTree(here).read("a", 0);
            })
        .when(source)
        .read(any(), anyLong());

    assertRefused(ExitCode.FILE_REFUSED, "shorter", false, "a", ".");

    assertThat(there.resolve("a")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "missing, ., no such file",
    "tree, ., it is a directory",
    "a, no/such/dir/a, there is no directory",
    "a, none/, there is no directory",
    "a, file/, is not a directory",
    "a, file/x, ot a directory"
  })
  void whatCannotBeMeantIsRefusedBeforeAnythingIsChanged(String from, String to, String part)
      throws IOException {
    Files.writeString(here.resolve("a"), "content");
    Files.createDirectory(here.resolve("tree"));
    Files.writeString(there.resolve("file"), "kept");

    assertRefused(ExitCode.FILE_REFUSED, part, false, from, to);

    assertThat(names()).containsExactly("file");
    assertThat(there.resolve("file")).hasContent("kept");
  }

  @Test
  void twoSourcesOfOneNameAreRefused() throws IOException {
    for (String name : List.of("x", "y")) {
      Files.createDirectory(here.resolve(name));
      Files.writeString(here.resolve(name).resolve("a"), name);
    }

    assertRefused(ExitCode.FILE_REFUSED, "take the place of", false, "x/a", "y/a", ".");
    assertRefused(ExitCode.FILE_REFUSED, "not a directory", false, "x/a", "y/a", "new");

    assertThat(names()).isEmpty();
  }

  @Test
  void aFileNeverTakesADirectorysPlaceNorTheOtherWayRound() throws Exception {
    Files.createDirectories(here.resolve("tree/x"));
    Files.writeString(here.resolve("tree/y"), "");
    Files.createDirectories(there.resolve("tree/y"));
    Files.writeString(there.resolve("tree/x"), "kept");

    assertRefused(ExitCode.FILE_REFUSED, "2 files", true, "tree", ".");

    assertThat(there.resolve("tree/x")).hasContent("kept");
    assertThat(there.resolve("tree/y")).isEmptyDirectory();
  }

  @Test
  void streamsAreClosedWhereACopyBreaks() throws Exception {
    Files.write(here.resolve("a"), random(LARGE));
    OutputStream out = mock(OutputStream.class);
    doThrow(new IOException("cut")).when(out).write(any(), anyInt(), anyInt());
    doAnswer(call -> out).when(destination).write(any(), anyLong());

    assertRefused(ExitCode.FILE_REFUSED, "cut", false, "a", ".");

    verify(out).close();
  }
}
