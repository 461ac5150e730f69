package io.sagemakerssh.remote.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.key.SshPublicKey;
import io.sagemakerssh.remote.layout.ContainerLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorizedKeysTest {
  static final String ONE =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPm6vS6JSL2TLsUP/8Ql5G25vuLrR3hbvhW47DRKxYXz";
  static final String OTHER =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIN2uEpUHIvt4ex7kyEUdXzDcr2KqUDJ4UfZkXBvTzfiE";

  @TempDir Path directory;
  private ContainerLayout layout;
  private AuthorizedKeys keys;

  @BeforeEach
  void prepare() throws Exception {
    layout = ContainerLayout.below(directory);
    keys = new AuthorizedKeys(layout);
    Files.createDirectories(layout.authorizedKeysDirectory());
  }

  private static SshPublicKey key(String line) {
    return SshPublicKey.parse(line).orElseThrow();
  }

  @Test
  void joinsAllKeysIntoOneFile() {
    keys.add("b", key(OTHER));
    keys.add("a", key(ONE));

    assertThat(layout.authorizedKeys()).hasContent(ONE + "\n" + OTHER);
    assertThat(keys.all()).containsExactly(key(ONE), key(OTHER));
  }

  @Test
  void findsKeysThatOthersPutThere() throws Exception {
    Files.writeString(
        layout.authorizedKeysDirectory().resolve("copied.pub"),
        "\n# mine\n" + ONE + " me@laptop\n");

    assertThat(keys.contains(key(ONE))).isTrue();
    assertThat(keys.contains(key(OTHER))).isFalse();
  }

  @Test
  void ignoresWhatIsNoKeyAndLinesWithOptions() throws Exception {
    Path place = layout.authorizedKeysDirectory();
    Files.write(place.resolve("binary.pub"), new byte[] {(byte) 0xff, 0, 1, (byte) 0xc3});
    Files.writeString(place.resolve("options.pub"), "command=\"/bin/false\" " + ONE);
    Files.writeString(place.resolve("not-a-key"), ONE);
    Files.writeString(place.resolve("wrong-type.pub"), ONE.replace("ssh-ed25519", "ssh-rsa"));

    assertThat(keys.all()).isEmpty();
  }

  @Test
  void whatCannotBeReadLocksNobodyOut() throws Exception {
    Path place = layout.authorizedKeysDirectory();
    Files.createDirectory(place.resolve("directory.pub"));
    Files.createSymbolicLink(place.resolve("dangling.pub"), Path.of("nowhere"));
    keys.add("me", key(ONE));

    assertThat(keys.contains(key(ONE))).isTrue();
  }

  @Test
  void noDirectoryIsNoKeys() throws Exception {
    Files.delete(layout.authorizedKeysDirectory());

    assertThat(keys.all()).isEmpty();
  }
}
