package io.sagemakerssh.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysPathTest {
  private static final InstanceId INSTANCE = new InstanceId("mi-01234567890abcdef");
  private static final SshPublicKey KEY =
      new SshPublicKey(
          "ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl");

  @Test
  void accountBucketIsThatOfSageMakerAndMustBelongToTheAccount() {
    KeysPath path = KeysPath.ofAccount("us-east-1", "123456789012");

    assertThat(path.bucket()).isEqualTo("sagemaker-us-east-1-123456789012");
    assertThat(path.prefix()).isEqualTo("ssh-authorized-keys/");
    assertThat(path.account()).contains("123456789012");
  }

  @ParameterizedTest
  @CsvSource({
    "s3://bucket, bucket, ''",
    "s3://bucket/, bucket, ''",
    "s3://bucket/a/b, bucket, a/b/",
    "s3://bucket/a/b/, bucket, a/b/"
  })
  void readsPathsWithASlashAtTheEndOrWithout(String text, String bucket, String prefix) {
    KeysPath path = KeysPath.parse(text);

    assertThat(path.bucket()).isEqualTo(bucket);
    assertThat(path.prefix()).isEqualTo(prefix);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bucket/a",
        "s3://",
        "s3://B",
        "s3://bucket/it's",
        "s3://bucket/$(id)",
        "s3://bucket/a b"
      })
  void refusesWhatAShellWouldMind(String text) {
    assertThatThrownBy(() -> KeysPath.parse(text)).isInstanceOf(UserError.class);
  }

  @Test
  void objectNamesOfDifferentOwnersDifferAndAreHarmless() {
    KeysPath path = KeysPath.parse("s3://bucket/keys");

    assertThat(path.objectKey("AROA:it's $(me)", INSTANCE, KEY))
        .matches("keys/AROA-it-s---me-/mi-01234567890abcdef/[0-9a-f]{64}\\.pub");
    assertThat(path.objectKey("a", INSTANCE, KEY)).isNotEqualTo(path.objectKey("b", INSTANCE, KEY));
  }
}
