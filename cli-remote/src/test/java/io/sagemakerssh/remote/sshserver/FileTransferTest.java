package io.sagemakerssh.remote.sshserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.remote.sshserver.OpenSshClient.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files to and from the embedded server, by the real {@code scp}, {@code sftp} and rsync. */
class FileTransferTest {
  private static final int SIZE = 3_000_001;

  @TempDir static Path directory;
  private static OpenSshClient client;
  private static byte[] content;
  private static Path file;

  @BeforeAll
  static void start() throws Exception {
    client = OpenSshClient.start(directory, System.getenv());
    content = new byte[SIZE];
    new Random(1).nextBytes(content);
    file = Files.write(directory.resolve("file with spaces"), content);
  }

  @AfterAll
  static void stop() {
    client.close();
  }

  /** {@code -O} is the classic protocol, {@code -s} the one on top of SFTP. */
  @ParameterizedTest
  @ValueSource(strings = {"-O", "-s"})
  void scpCopiesBothWays(String protocol) throws Exception {
    Path there = directory.resolve("there" + protocol);
    Path back = directory.resolve("back" + protocol);
    String remote = "root@127.0.0.1:" + there;

    assertThat(scp(protocol, file.toString(), remote)).isEqualTo(new Result(0, "", ""));
    assertThat(scp(protocol, remote, back.toString())).isEqualTo(new Result(0, "", ""));

    assertThat(there).hasBinaryContent(content);
    assertThat(back).hasBinaryContent(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-O", "-s"})
  void scpCopiesDirectoriesWithTheirModes(String protocol) throws Exception {
    Path source = Files.createDirectories(directory.resolve("source" + protocol + "/inner"));
    Path script = Files.writeString(source.resolve("run.sh"), "#!/bin/sh\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Path target = directory.resolve("target" + protocol);

    Result result = scp(protocol, "-rp", source.getParent().toString(), "root@127.0.0.1:" + target);

    assertThat(result.status()).describedAs(result.err()).isZero();
    assertThat(target.resolve("inner/run.sh")).hasContent("#!/bin/sh\n").isExecutable();
  }

  @Test
  void sftpWorks() throws Exception {
    Path made = directory.resolve("made");
    List<String> command = new ArrayList<>(List.of("sftp"));
    command.addAll(client.options());
    command.addAll(List.of("-P", Integer.toString(client.port()), "-b", "-", "root@127.0.0.1"));
    String batch =
        """
        mkdir %1$s
        put "%2$s" %1$s/one
        rename %1$s/one %1$s/two
        symlink %1$s/two %1$s/link
        chmod 600 %1$s/two
        ls -l %1$s
        """
            .formatted(made, file);

    Result result = client.run(batch, command);

    assertThat(result.status()).describedAs(result.err()).isZero();
    assertThat(made.resolve("link")).isSymbolicLink().hasBinaryContent(content);
    assertThat(result.out()).contains("-rw-------").contains("two");
  }

  @Test
  void rsyncCopiesBothWays() throws Exception {
    Path there = directory.resolve("rsync-there");
    Path back = directory.resolve("rsync-back");

    Result up = rsync(file.toString(), "root@127.0.0.1:" + there);
    Result down = rsync("root@127.0.0.1:" + there, back.toString());

    assertThat(up.status()).describedAs(up.err()).isZero();
    assertThat(down.status()).describedAs(down.err()).isZero();
    assertThat(back).hasBinaryContent(content);
  }

  @Test
  void commandsCarryBytesUnchangedBothWays() throws Exception {
    Path there = directory.resolve("piped");
    List<String> upload = client.sshCommand("root@127.0.0.1", "cat > " + there);
    Process process = new ProcessBuilder(upload).redirectInput(file.toFile()).start();
    assertThat(process.waitFor()).isZero();
    Path back = directory.resolve("piped-back");
    Process download =
        new ProcessBuilder(client.sshCommand("root@127.0.0.1", "cat " + there))
            .redirectOutput(back.toFile())
            .start();

    assertThat(download.waitFor()).isZero();
    assertThat(back).hasBinaryContent(content);
  }

  private static Result scp(String protocol, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("scp", protocol, "-q"));
    command.addAll(client.options());
    command.addAll(List.of("-P", Integer.toString(client.port())));
    command.addAll(List.of(arguments));
    return client.run(null, command);
  }

  private static Result rsync(String from, String to) throws Exception {
    String shell = String.join(" ", client.sshCommand());
    return client.run(null, List.of("rsync", "-s", "-e", shell, from, to), Map.of());
  }
}
