package io.sagemakerssh.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.config.Environment;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  private final Redaction redaction =
      new Redaction(new Environment(Map.of("HOME", "/home/jane", "HF_TOKEN", "hf_abcdef")));

  @ParameterizedTest
  @CsvSource({
    "key AKIAIOSFODNN7EXAMPLE, key <access key>",
    "arn:aws:iam::123456789012:user/x, arn:aws:iam::<account>:user/x",
    "s3://sagemaker-us-east-1-123456789012/x, s3://sagemaker-us-east-1-<account>/x",
    "HTTPS_PROXY=http://jane:hunter2@proxy:3128, HTTPS_PROXY=http://<user>@proxy:3128",
    "HTTPS_PROXY=http://jane:hunter@2@proxy:3128, HTTPS_PROXY=http://<user>@proxy:3128",
    "HTTPS_PROXY=jane:hunter2@proxy:3128, HTTPS_PROXY=<user>@proxy:3128",
    "X-Amz-Signature=0a1b, X-Amz-Signature=<redacted>",
    "said hf_abcdef, said <HF_TOKEN>",
    "/home/jane/.ssh, ~/.ssh"
  })
  void takesOutWhatIsSecret(String text, String redacted) {
    assertThat(redaction.of(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @CsvSource({
    "9b2d3a4c-1f2e-4d5c-8b7a-123456789012",
    "mi-0123456789abcdef0",
    "https://ssm.us-east-1.amazonaws.com",
    "NO_PROXY=localhost"
  })
  void keepsWhatHelps(String text) {
    assertThat(redaction.of(text)).isEqualTo(text);
  }
}
