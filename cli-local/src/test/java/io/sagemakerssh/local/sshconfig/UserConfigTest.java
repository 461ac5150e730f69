package io.sagemakerssh.local.sshconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.polling.FakeTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserConfigTest {
  private static final String MINE = "# mine\r\nHost mine\n  HostName é.example.com";

  @TempDir Path directory;
  private Path file;
  private UserConfig config;

  @BeforeEach
  void configure() {
    file = directory.resolve(".ssh/config");
    config = new UserConfig(file, Path.of("/home/jane doe/ours"), new FakeTime());
  }

  private void given(byte[] content, String mode) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private void assertRefused() throws IOException {
    byte[] before = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
    List.<Runnable>of(config::check, config::include)
        .forEach(
            work ->
                assertThatThrownBy(work::run)
                    .isInstanceOfSatisfying(
                        UserError.class,
                        error ->
                            assertThat(error.exitCode()).isEqualTo(ExitCode.SSH_CONFIG_REFUSED)));
    if (Files.isRegularFile(file)) {
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
  }

  @Test
  void isMadeWhereThereIsNone() throws IOException {
    config.check();
    assertThat(directory).isEmptyDirectory();

    config.include();

    assertThat(file).hasContent("Include \"/home/jane doe/ours\"\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void contentAndModeStayAndTheOldOneIsKept() throws IOException {
    given(MINE.getBytes(StandardCharsets.UTF_8), "rw-r--r--");

    config.include();

    assertThat(Files.readString(file)).isEqualTo("Include \"/home/jane doe/ours\"\n\n" + MINE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
    String[] files = file.getParent().toFile().list();
    Arrays.sort(files);
    assertThat(files).containsExactly("config", "config.backup-20260101T000000Z");
    assertThat(Files.readString(file.resolveSibling(files[1]))).isEqualTo(MINE);
  }

  @Test
  void asecondTimeChangesNothing() throws IOException {
    given(MINE.getBytes(StandardCharsets.UTF_8), "rw-------");
    config.include();
    byte[] once = Files.readAllBytes(file);

    config.include();

    assertThat(Files.readAllBytes(file)).isEqualTo(once);
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path dotfile = Files.writeString(directory.resolve("dotfile"), "Host mine\n");
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, dotfile);

    config.include();

    assertThat(file).isSymbolicLink();
    assertThat(Files.readString(dotfile)).startsWith("Include ").endsWith("Host mine\n");
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    given(new byte[] {'H', (byte) 0xff, '\n'}, "rw-------");
    assertRefused();
    given(new byte[] {'H', 0, '\n'}, "rw-------");
    assertRefused();
    given(new byte[(1 << 20) + 1], "rw-------");
    assertRefused();
  }

  @Test
  void whatEverybodyMayWriteIsRefused() throws IOException {
    given(MINE.getBytes(StandardCharsets.UTF_8), "rw-rw-rw-");
    assertRefused();
  }

  @Test
  void directoriesAndDanglingLinksAreRefused() throws IOException {
    Files.createDirectories(file);
    assertRefused();
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("nowhere"));
    assertRefused();
    assertThat(file).isSymbolicLink();
  }

  @Test
  void withoutTheLineAllIsAsItWas() throws IOException {
    given(MINE.getBytes(StandardCharsets.UTF_8), "rw-r--r--");
    config.include();

    config.exclude();

    assertThat(Files.readString(file)).isEqualTo(MINE);
  }

  @Test
  void theLineGoesFromWhereTheUserPutIt() throws IOException {
    String moved = "Host a\n  Include \"/home/jane doe/ours\"\nHost b\n";
    given(moved.getBytes(StandardCharsets.UTF_8), "rw-------");

    config.exclude();

    assertThat(Files.readString(file)).isEqualTo("Host a\nHost b\n");
  }

  @Test
  void theLineGoesHoweverOftenItIsThereAndFromAnUnfinishedEndToo() throws IOException {
    String line = "Include \"/home/jane doe/ours\"";
    given((line + "\n\nHost a\n" + line).getBytes(StandardCharsets.UTF_8), "rw-------");

    config.exclude();

    assertThat(Files.readString(file)).isEqualTo("Host a\n");
  }

  /** Only root can make a file of somebody else's. */
  @Test
  void theOwnerStaysThoughRootChangesIt() throws IOException {
    given(MINE.getBytes(StandardCharsets.UTF_8), "rw-------");
    assumeTrue(Files.getOwner(file).getName().equals("root"));
    UserPrincipal somebody =
        file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    Files.setOwner(file.getParent(), somebody);
    Files.setOwner(file, somebody);

    config.include();

    assertThat(Files.readString(file)).startsWith("Include ");
    assertThat(Files.getOwner(file)).isEqualTo(somebody);
  }

  @Test
  void whereTheLineIsNotNothingIsDone() throws IOException {
    config.exclude();
    assertThat(directory).isEmptyDirectory();

    given(MINE.getBytes(StandardCharsets.UTF_8), "rw-------");
    config.exclude();
    assertThat(file.getParent().toFile().list()).containsExactly("config");
  }
}
