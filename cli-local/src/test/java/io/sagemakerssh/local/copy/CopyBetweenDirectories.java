package io.sagemakerssh.local.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What is needed to copy from one directory of this machine to another. */
abstract class CopyBetweenDirectories {
  static final int LARGE = 3 << 20;

  @TempDir Path directory;
  Path here;
  Path there;
  FileTree source;
  FileTree destination;
  final List<String> notes = new ArrayList<>();

  /** Instead of the usual one. */
  Carrier carrier;

  @BeforeEach
  void makeTrees() throws IOException {
    here = Files.createDirectory(directory.resolve("here"));
    there = Files.createDirectory(directory.resolve("there"));
    source = mock(FileTree.class, delegatesTo(new LocalTree(here, "me")));
    destination = mock(FileTree.class, delegatesTo(new LocalTree(there, "me")));
  }

  CopyResult copy(boolean recursive, String... fromAndTo) throws IOException, InterruptedException {
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

  void assertRefused(ExitCode code, String part, boolean recursive, String... fromAndTo) {
    assertThatThrownBy(() -> copy(recursive, fromAndTo))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(code);
              assertThat(error.what() + "; " + error.why()).contains(part);
            });
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  List<String> names() throws IOException {
    try (Stream<Path> found = Files.walk(there)) {
      return found.skip(1).map(file -> there.relativize(file).toString()).sorted().toList();
    }
  }

  Path part() throws IOException {
    try (Stream<Path> found = Files.list(there)) {
      return found
          .filter(file -> file.getFileName().toString().endsWith(".part"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** The destination's disk takes so much of the next file and no more. */
  void breakAfter(int bytes, IOException failure) throws IOException {
    LocalTree real = new LocalTree(there, "me");
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
}
