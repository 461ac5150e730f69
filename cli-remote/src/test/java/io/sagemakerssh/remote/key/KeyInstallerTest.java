package io.sagemakerssh.remote.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.key.SshPublicKey;
import io.sagemakerssh.remote.layout.ContainerLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyInstallerTest {
  private static final KeyLocation LOCATION = KeyLocation.parse("s3://bucket/keys/me.pub");

  @TempDir Path directory;

  /** An installer whose every object has this content. */
  static KeyInstaller installer(Path home, String content) {
    return new KeyInstaller(
        (bucket, key, longest) -> {
          assertThat(key).endsWith(".pub");
          byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
          return Arrays.copyOf(bytes, Math.min(bytes.length, longest));
        },
        new AuthorizedKeys(ContainerLayout.below(home)));
  }

  @Test
  void letsTheKeyInUnderTheObjectsName() {
    SshPublicKey key =
        installer(directory, AuthorizedKeysTest.ONE + " comment\n").install(LOCATION);

    assertThat(key.line()).isEqualTo(AuthorizedKeysTest.ONE);
    assertThat(directory.resolve("authorized_keys.d/me.pub")).hasContent(AuthorizedKeysTest.ONE);
    assertThat(directory.resolve("authorized_keys")).hasContent(AuthorizedKeysTest.ONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not a key",
        "ssh-dss AAAAB3NzaC1kc3MAAAA=",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        AuthorizedKeysTest.ONE + "\n" + AuthorizedKeysTest.OTHER,
        "command=\"x\" " + AuthorizedKeysTest.ONE
      })
  void refusesAnythingButOnePublicKey(String content) {
    assertThatThrownBy(() -> installer(directory, content).install(LOCATION))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.KEY_COPY_FAILED));
    assertThat(directory.resolve("authorized_keys")).doesNotExist();
  }

  @Test
  void refusesAnObjectOfAnySizeWithoutReadingItAll() {
    String huge = AuthorizedKeysTest.ONE + " " + "x".repeat(1_000_000);

    assertThatThrownBy(() -> installer(directory, huge).install(LOCATION))
        .isInstanceOf(UserError.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s3://bucket",
        "s3://bucket/key",
        "s3://bucket/../.pub",
        "s3://bucket/a/.hidden.pub",
        "https://bucket/key.pub",
        "s3://Bucket/key.pub",
        "s3://bucket/a b.pub",
        "s3://bucket/$(id).pub"
      })
  void refusesPlacesThatAreNone(String uri) {
    assertThatThrownBy(() -> KeyLocation.parse(uri))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
  }

  @Test
  void takesTheNameFromTheLastPart() {
    KeyLocation location = KeyLocation.parse("s3://b-1.c/ssh/keys/AROA:me@x-mi-0-ab.pub");

    assertThat(location.bucket()).isEqualTo("b-1.c");
    assertThat(location.key()).isEqualTo("ssh/keys/AROA:me@x-mi-0-ab.pub");
    assertThat(location.name()).isEqualTo("AROA:me@x-mi-0-ab");
  }
}
