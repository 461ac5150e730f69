package io.sagemakerssh.remote.sshserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostKeyTest {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("ssh_host_ed25519_key");
  }

  @Test
  void isMadeOnceAndKept() throws Exception {
    String first = HostKey.loadOrCreate(file()).publicKey();

    assertThat(HostKey.loadOrCreate(file()).publicKey()).isEqualTo(first);
    assertThat(first).startsWith("ssh-ed25519 AAAA");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void isInOpenSshsFormat() throws Exception {
    String key = HostKey.loadOrCreate(file()).publicKey();

    Process keygen = new ProcessBuilder("ssh-keygen", "-y", "-f", file().toString()).start();
    assertThat(new String(keygen.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith(key);
  }

  @Test
  void aDamagedKeyIsNotReplacedSilently() throws Exception {
    Files.writeString(file(), "damaged");

    assertThatThrownBy(() -> HostKey.loadOrCreate(file())).isInstanceOf(UserError.class);
    assertThat(file()).hasContent("damaged");
  }
}
