package io.sagemakerssh.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSH's own ssh-keygen judges the files. */
class SshKeyPairTest {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("ssh").resolve("key");
  }

  private static String keygen(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("ssh-keygen"));
    line.addAll(List.of(arguments));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void opensshReadsWhatWeGenerate() throws IOException {
    SshKeyPair pair = SshKeyPair.in(file());

    assertThat(keygen("-y", "-f", file().toString())).startsWith(pair.publicKey().line());
    assertThat(keygen("-l", "-f", pair.publicFile().toString()))
        .startsWith("256 " + pair.publicKey().fingerprint() + " ")
        .endsWith("(ED25519)");
    assertThat(Files.getPosixFilePermissions(file())).isEqualTo(WholeFile.PRIVATE);
    assertThat(Files.getPosixFilePermissions(pair.publicFile())).isEqualTo(WholeFile.PUBLIC);
  }

  @Test
  void anExistingPairIsUsedAgain() throws IOException {
    SshKeyPair made = SshKeyPair.in(file());
    byte[] before = Files.readAllBytes(file());

    assertThat(SshKeyPair.in(file())).isEqualTo(made);
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecdsa", "rsa", "ed25519"})
  void keysOfOtherTypesAndWithPassPhrasesAreUsedAsTheyAre(String type) throws IOException {
    Files.createDirectories(file().getParent());
    keygen("-q", "-t", type, "-N", "a pass phrase", "-f", file().toString());
    Path beside = file().resolveSibling("key.pub");
    String line = Files.readString(beside);
    Files.delete(beside);

    assertThat(line).startsWith(SshKeyPair.in(file()).publicKey().line() + " ");
  }

  @Test
  void keysInPemNeedTheirPublicFile() throws IOException {
    Files.createDirectories(file().getParent());
    keygen("-q", "-t", "rsa", "-m", "PEM", "-N", "", "-f", file().toString());

    assertThat(SshKeyPair.in(file()).publicKey().type()).isEqualTo("ssh-rsa");

    Files.delete(file().resolveSibling("key.pub"));
    assertThatThrownBy(() -> SshKeyPair.in(file()))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.advice()).contains("ssh-keygen -y"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not a key",
        "-----BEGIN OPENSSH PRIVATE KEY-----\n",
        "-----BEGIN OPENSSH PRIVATE KEY-----\n!!\n-----END OPENSSH PRIVATE KEY-----\n",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA/////w==\n-----END OPENSSH PRIVATE KEY-----\n"
      })
  void whatIsNoKeyIsLeftAlone(String content) throws IOException {
    Files.createDirectories(file().getParent());
    WholeFile.create(file(), content.getBytes(StandardCharsets.UTF_8), WholeFile.PRIVATE);

    assertThatThrownBy(() -> SshKeyPair.in(file())).isInstanceOf(UserError.class);
    assertThat(file()).hasContent(content);
  }

  @Test
  void aKeyThatOthersMayReadIsRefusedAsOpensshWould() throws IOException {
    SshKeyPair.in(file());
    Files.setPosixFilePermissions(file(), WholeFile.PUBLIC);

    assertThatThrownBy(() -> SshKeyPair.in(file()))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.advice()).contains("chmod 600"));
  }

  @Test
  void aDirectoryOrADanglingLinkInItsPlaceIsRefused() throws IOException {
    Files.createDirectories(file());
    assertThatThrownBy(() -> SshKeyPair.in(file())).isInstanceOf(UserError.class);

    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("nowhere"));
    assertThatThrownBy(() -> SshKeyPair.in(link)).isInstanceOf(UserError.class);
  }

  @Test
  void manyAtOnceAgreeOnOnePair() {
    List<CompletableFuture<SshKeyPair>> pairs = new ArrayList<>();
    for (int index = 0; index < 8; index++) {
      pairs.add(CompletableFuture.supplyAsync(() -> SshKeyPair.in(file())));
    }

    Set<SshKeyPair> different =
        pairs.stream().map(CompletableFuture::join).collect(Collectors.toSet());

    assertThat(different).hasSize(1);
  }
}
