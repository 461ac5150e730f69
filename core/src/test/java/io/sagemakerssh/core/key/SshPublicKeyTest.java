package io.sagemakerssh.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshPublicKeyTest {
  private static final String BLOB =
      "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

  @Test
  void readsALineAndDropsTheComment() {
    assertThat(SshPublicKey.parse(" ssh-ed25519 " + BLOB + " jane@laptop, her key\n"))
        .contains(new SshPublicKey("ssh-ed25519", BLOB));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ssh-ed25519",
        "ssh-ed25519 ???",
        "ssh-ed25519 AAAA",
        "ssh-ed25519 AAAAC3NzaC1l",
        "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl",
        "ssh-ed25519 f////3NzaC1lZDI1NTE5"
      })
  void refusesWhatIsNoKey(String line) {
    assertThat(SshPublicKey.parse(line)).isEmpty();
  }
}
