package io.sagemakerssh.local.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.local.library.Sha256;
import io.sagemakerssh.local.sftp.SftpClient;
import io.sagemakerssh.local.sftp.SftpConnectionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With OpenSSH's own SFTP server and this machine's shell in the container's place. */
@Timeout(60)
class RemoteTreeTest {
  private static final String SERVER = "/usr/lib/openssh/sftp-server";

  @TempDir Path home;
  private Process server;
  private SftpClient sftp;
  private FileTree tree;

  @BeforeEach
  void start() throws IOException {
    server = new ProcessBuilder(SERVER).directory(home.toFile()).start();
    sftp = SftpClient.open(server.getInputStream(), server.getOutputStream());
    tree =
        new RemoteTree(
            "job",
            "mi-0",
            sftp,
            command -> new ProcessBuilder("sh", "-c", command).directory(home.toFile()).start());
  }

  @AfterEach
  void stop() throws IOException {
    sftp.close();
    server.destroy();
  }

  private void write(String path, byte[] bytes) throws IOException {
    try (OutputStream out = tree.write(path, 0)) {
      out.write(bytes);
    }
  }

  private byte[] read(String path, long offset) throws IOException {
    try (InputStream in = tree.read(path, offset)) {
      return in.readAllBytes();
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32_767, 32_768, 32_769, 65_536, 9_000_001})
  void anyLengthGoesThereAndBack(int length) throws IOException {
    write("a", random(length));

    assertThat(home.resolve("a")).hasBinaryContent(random(length));
    assertThat(read("a", 0)).isEqualTo(random(length));
  }

  @Test
  void writingGoesOnFromTheEnd() throws IOException {
    write("a", "begin, ".getBytes(StandardCharsets.UTF_8));

    try (OutputStream out = tree.write("a", 7)) {
      out.write("end".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(home.resolve("a")).hasContent("begin, end");
    assertThat(read("a", 7)).asString(StandardCharsets.UTF_8).isEqualTo("end");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "it's \"quoted\"", "-n", "ü€😀", "a\nb", "$(id) `id` \\", "*", "~"})
  void anyNameIsAName(String name) throws IOException {
    tree.createDirectory(name);
    String file = FileTree.child(name, name);
    write(file, "content".getBytes(StandardCharsets.UTF_8));
    String link = FileTree.child(name, "link");
    tree.createLink(link, name);

    assertThat(home.resolve(name).resolve(name)).hasContent("content");
    assertThat(tree.list(name)).containsOnlyKeys(name, "link");
    assertThat(tree.list(name).get("link").kind()).isEqualTo(Entry.Kind.LINK);
    assertThat(tree.readLink(link)).isEqualTo(name);
    assertThat(Files.readSymbolicLink(home.resolve(link))).hasToString(name);
    assertThat(tree.digest(file, 1, 4))
        .isEqualTo(Sha256.of(out -> out.write("onte".getBytes(StandardCharsets.UTF_8))));
    tree.replace(file, FileTree.child(name, "other"));
    assertThat(home.resolve(name).resolve("other")).hasContent("content");
  }

  @Test
  void aFileIsReplacedAtOnce() throws IOException {
    Files.writeString(home.resolve("old"), "old");
    Files.writeString(home.resolve("new"), "new");

    tree.replace("new", "old");

    assertThat(home.resolve("old")).hasContent("new");
    assertThat(home.resolve("new")).doesNotExist();
  }

  @Test
  void entriesTellWhatIsThere() throws IOException {
    Files.writeString(home.resolve("a"), "content");
    tree.setAttributes("a", 0640, 1_580_608_922);
    Files.createSymbolicLink(home.resolve("link"), Path.of("a"));

    Entry file = new Entry(Entry.Kind.FILE, 7, 0640, 1_580_608_922);
    assertThat(tree.entry("a", false)).contains(file);
    assertThat(tree.entry("link", true)).contains(file);
    assertThat(tree.entry("link", false)).map(Entry::kind).contains(Entry.Kind.LINK);
    assertThat(tree.entry("", true)).map(Entry::kind).contains(Entry.Kind.DIRECTORY);
    assertThat(tree.entry("nothing", false)).isEmpty();
    assertThat(new LocalTree(home, "me").entry("a", false)).contains(file);
    assertThat(tree.realPath("")).isEqualTo(home.toRealPath().toString());
    assertThat(tree.shown("a")).isEqualTo("job:a");
  }

  @Test
  void refusalsAreToldInTheSystemsWords() throws IOException {
    Files.createDirectory(home.resolve("dir"));

    assertThatThrownBy(() -> tree.read("nothing", 0)).hasMessage("no such file or directory");
    assertThatThrownBy(() -> tree.digest("nothing", 0, 1)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> tree.write("dir", 0)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> write("/dev/full", random(100_000))).isInstanceOf(IOException.class);
  }

  @Test
  void manyFilesInADirectoryAreAllListed() throws IOException {
    for (int i = 0; i < 500; i++) {
      Files.createFile(home.resolve("file-with-a-long-name-" + i));
    }

    assertThat(tree.list("")).hasSize(500);
  }

  @Test
  void aConnectionThatEndsIsToldToEverybodyWhoWaits() throws Exception {
    write("a", random(9_000_000));
    InputStream in = tree.read("a", 0);
    in.readNBytes(100_000);

    server.destroyForcibly().waitFor();

    assertThatThrownBy(in::readAllBytes).isInstanceOf(SftpConnectionException.class);
    assertThatThrownBy(() -> tree.entry("a", false)).isInstanceOf(SftpConnectionException.class);
  }
}
