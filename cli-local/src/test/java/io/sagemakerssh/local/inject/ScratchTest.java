package io.sagemakerssh.local.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScratchTest {
  /** A program that is told to end while its scratch directory holds a file. */
  public static void main(String[] arguments) throws IOException {
    Path file = Files.writeString(Scratch.make().file("sources.tar"), "sources");
    System.out.println(file);
    System.out.flush();
    System.in.read();
  }

  @Test
  void isTheUsersAloneAndGoesWithAllThatIsInIt() throws IOException {
    Path file;
    try (Scratch scratch = Scratch.make()) {
      file = Files.writeString(scratch.file("a"), "a");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
          .isEqualTo("rwx------");
    }
    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void goesWhenTheProgramIsToldToEnd(@TempDir Path temporary) throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                ScratchTest.class.getName())
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(Path.of(out.readLine())).startsWith(temporary).exists();

      program.destroy();

      assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(temporary).isEmptyDirectory();
    } finally {
      program.destroyForcibly();
    }
  }
}
