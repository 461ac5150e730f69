package io.sagemakerssh.local.copy;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From one directory of this machine to another. */
class TreeCopyTest extends CopyBetweenDirectories {
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

  /** What pieces through S3 leave when they came in another order. */
  /** A carrier through S3 writes pieces into what is there. */
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
              return new LocalTree(here, "me").read("a", 0);
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
