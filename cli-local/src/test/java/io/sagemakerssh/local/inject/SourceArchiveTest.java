package io.sagemakerssh.local.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.library.Library;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceArchiveTest {
  @TempDir Path temporary;
  private Path source;
  private Path archive;
  private Library library;

  @BeforeEach
  void makeSources() throws IOException {
    source = Sources.directory(temporary);
    archive = temporary.resolve("sourcedir.tar.gz");
    library = Sources.library(temporary.resolve("release"));
  }

  private Change inject() {
    return inject(false);
  }

  private Change inject(boolean replace) {
    return new Injection(library, false, replace).into(archive, archive);
  }

  private Path unpacked() throws IOException {
    Path directory = Files.createTempDirectory(temporary, "unpacked");
    Sources.tar(directory, "-xpzf", archive.toString());
    return directory;
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax", "oldgnu"})
  void keepsEveryMemberByteForByte(String format) throws IOException {
    try (RandomAccessFile sparse =
        new RandomAccessFile(source.resolve("sparse.bin").toFile(), "rw")) {
      sparse.seek(4 << 20);
      sparse.write(1);
    }
    Sources.tar(source, "--format=" + format, "-cSzf", archive.toString(), ".");
    byte[] before = Sources.tarBytes(archive);
    Path unpackedBefore = unpacked();

    inject();

    byte[] after = Sources.tarBytes(archive);
    assertThat(Arrays.copyOf(after, before.length)).isEqualTo(before);
    Map<String, String> files = Sources.snapshot(unpacked());
    assertThat(files).containsAllEntriesOf(Sources.snapshot(unpackedBefore));
    assertThat(files.get("sagemaker_ssh_helper/sm-wait"))
        .startsWith("rwxr-xr-x ")
        .endsWith("#!/bin/sh\n");
    assertThat(files.get("sagemaker_ssh_helper/sagemaker-ssh-remote.jar"))
        .isEqualTo("rw-r--r-- " + Sources.TIME + " jar");
    assertThat(files).containsEntry("sagemaker_ssh_helper/runtime/legal", "-> lib/modules");
  }

  @Test
  void aSecondRunWritesNothing() throws IOException {
    Sources.tar(source, "-czf", archive.toString(), ".");
    inject();
    byte[] before = Files.readAllBytes(archive);
    Object identity = Files.getAttribute(archive, "unix:ino");

    assertThat(inject().isEmpty()).isTrue();

    assertThat(Files.readAllBytes(archive)).isEqualTo(before);
    assertThat(Files.getAttribute(archive, "unix:ino")).isEqualTo(identity);
  }

  @Test
  void aLibraryThatTarPackedIsUpToDate() throws IOException {
    Sources.libraryDirectory(source);
    Sources.tar(source, "-czf", archive.toString(), ".");

    assertThat(inject().isEmpty()).isTrue();
  }

  @Test
  void refreshesAnOldLibraryAndKeepsTheOrderOfTheRest() throws IOException {
    Sources.write(Sources.libraryDirectory(source).resolve("sm-wait"), "old", "rwxr-xr-x");
    Sources.tar(source, "-czf", archive.toString(), "train.py", Library.NAME, "run.sh");

    assertThat(inject().replaced()).containsExactly("sagemaker_ssh_helper/sm-wait");

    Map<String, String> files = Sources.snapshot(unpacked());
    assertThat(files.get("sagemaker_ssh_helper/sm-wait")).endsWith("#!/bin/sh\n");
    assertThat(files).containsKeys("train.py", "run.sh");
    assertThat(inject().isEmpty()).isTrue();
  }

  /** Such as {@code git archive} writes; it lies before the library, which is replaced. */
  @Test
  void keepsGlobalHeaders() throws IOException {
    Sources.write(Sources.libraryDirectory(source).resolve("sm-wait"), "old", "rwxr-xr-x");
    Sources.tar(
        source,
        "--format=pax",
        "--pax-option=globexthdr.name=global,comment=revision-42",
        "-czf",
        archive.toString(),
        Library.NAME,
        "train.py");

    inject();

    assertThat(new String(Sources.tarBytes(archive), StandardCharsets.ISO_8859_1))
        .contains("comment=revision-42");
    assertThat(unpacked().resolve("sagemaker_ssh_helper/sm-wait")).hasContent("#!/bin/sh\n");
  }

  @Test
  void keepsTheHeaderOfTheCompressedFile() throws IOException {
    Sources.tar(source, "-cf", "../sourcedir.tar", ".");
    Sources.run(temporary, "gzip", "-N", "sourcedir.tar");
    byte[] before = Arrays.copyOf(Files.readAllBytes(archive), 24);

    inject();

    byte[] after = Arrays.copyOf(Files.readAllBytes(archive), 24);
    after[8] = before[8]; // how hard the compressor tried
    assertThat(after).isEqualTo(before);
    assertThat(new String(after, 10, 13, StandardCharsets.US_ASCII)).isEqualTo("sourcedir.tar");
  }

  @Test
  void makesTheSameBytesOfTheSameSources() throws IOException {
    Sources.tar(source, "-czf", archive.toString(), ".");
    Path one = temporary.resolve("one.tar.gz");
    Path other = temporary.resolve("other.tar.gz");

    new Injection(library, false, false).into(archive, one);
    new Injection(library, false, false).into(archive, other);

    assertThat(one).hasSameBinaryContentAs(other);
    assertThat(archive).isNotEmptyFile();
  }

  @Test
  void keepsTheModeAndTheLink() throws IOException {
    Path real = temporary.resolve("real.tar.gz");
    Sources.tar(source, "-czf", real.toString(), ".");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-rw----"));
    Files.createSymbolicLink(archive, real);

    inject();

    assertThat(archive).isSymbolicLink();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-rw----");
    assertThat(inject().isEmpty()).isTrue();
  }

  @Test
  void replacesThePythonHelpersOwnFilesOnlyWhenTold() throws IOException {
    Sources.write(source.resolve("sagemaker_ssh_helper/wrapper.py"), "x = 1", "rw-r--r--");
    Sources.tar(source, "-czf", archive.toString(), ".");
    byte[] before = Files.readAllBytes(archive);

    assertRefused("wrapper.py");
    assertThat(Files.readAllBytes(archive)).isEqualTo(before);

    assertThat(inject(true).removed()).containsExactly("sagemaker_ssh_helper/wrapper.py");
    assertThat(unpacked().resolve("sagemaker_ssh_helper/wrapper.py")).doesNotExist();
  }

  @Test
  void refusesAMemberThatLiesOutside() throws IOException {
    Sources.tar(source, "-P", "-czf", archive.toString(), "../source/train.py");
    assertRefused("leads out of it");

    Sources.tar(source, "-P", "-czf", archive.toString(), source.resolve("train.py").toString());
    assertRefused("absolute path");
  }

  @Test
  void refusesALinkInTheLibrarysPlace() throws IOException {
    Files.createSymbolicLink(source.resolve(Library.NAME), Path.of("empty"));
    Sources.tar(source, "-czf", archive.toString(), ".");

    assertRefused("no directory");
  }

  @ParameterizedTest
  @CsvSource({"1, not compressed", "60, cut off", "300, cut off"})
  void refusesAnArchiveThatIsCutOff(int size, String why) throws IOException {
    Sources.tar(source, "-czf", archive.toString(), ".");
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, Math.min(size, bytes.length - 9)));

    assertRefused(why);
  }

  @Test
  void refusesADamagedHeader() throws IOException {
    Sources.tar(source, "-cf", "../plain.tar", "train.py");
    byte[] bytes = Files.readAllBytes(temporary.resolve("plain.tar"));
    bytes[3]++;
    try (var out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      out.write(bytes);
    }

    assertRefused("damaged");
  }

  private void assertRefused(String why) throws IOException {
    byte[] before = Files.readAllBytes(archive);
    assertThatThrownBy(this::inject)
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.SOURCES_REFUSED);
              assertThat(error.why()).contains(why);
            });
    assertThat(Files.readAllBytes(archive)).isEqualTo(before);
  }
}
