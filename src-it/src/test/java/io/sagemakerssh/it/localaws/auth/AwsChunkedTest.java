package io.sagemakerssh.it.localaws.auth;

import static io.sagemakerssh.it.localaws.auth.Requests.headers;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsChunkedTest {
  private static AwsChunked.Decoded decode(String body, String statedLength) {
    SignatureClaim claim =
        new SignatureClaim(
            CredentialScope.parse("A/20260102/us-east-1/s3/aws4_request"),
            List.of("host"),
            "seed",
            "20260102T030405Z",
            Optional.<Duration>empty(),
            Optional.empty());
    Payload payload = new Payload("STREAMING-UNSIGNED-PAYLOAD-TRAILER", true, false, true);
    SignedRequest request =
        new SignedRequest(
            "PUT",
            "/b/k",
            "",
            headers("x-amz-decoded-content-length", statedLength),
            body.getBytes(US_ASCII));
    return new AwsChunked(claim, new SigningKey("secret", claim.scope()), payload).decode(request);
  }

  @Test
  void chunksAndTrailers() {
    AwsChunked.Decoded decoded =
        decode("5\r\nhello\r\n6\r\n world\r\n0\r\nX-Amz-Checksum-Crc32: AAAA\r\n\r\n", "11");

    assertThat(decoded.body()).asString().isEqualTo("hello world");
    assertThat(decoded.trailers()).containsEntry("x-amz-checksum-crc32", "AAAA");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "5\r\nhell",
        "5\r\nhello",
        "5\r\nhello!\r\n0\r\n\r\n",
        "-1\r\n\r\n0\r\n\r\n",
        "ffffffff\r\nhello\r\n0\r\n\r\n",
        "x\r\nhello\r\n0\r\n\r\n",
        "4\r\nhell\r\n0\r\n\r\n"
      })
  void brokenBodies(String body) {
    assertThatThrownBy(() -> decode(body, "5"))
        .isInstanceOfSatisfying(
            AuthenticationFailure.class,
            failure ->
                assertThat(failure.reason()).isEqualTo(AuthenticationFailure.Reason.PAYLOAD));
  }
}
