package io.sagemakerssh.it.localaws.auth;

import static io.sagemakerssh.it.localaws.auth.Requests.at;
import static io.sagemakerssh.it.localaws.auth.Requests.headers;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** The signatures that AWS publishes as examples in its documentation. */
class PublishedSignaturesTest {
  private static final String S3_KEY = "AKIAIOSFODNN7EXAMPLE";
  private static final String S3_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final byte[] NO_BODY = new byte[0];

  private static SigV4Verifier verifier(Clock clock, String key, String secret) {
    CredentialStore credentials = new CredentialStore(clock);
    credentials.addUser("123456789012", "alice", "AIDA", key, secret);
    return new SigV4Verifier(credentials, "us-east-1", clock);
  }

  @Test
  void generalReferenceListUsers() {
    SigV4Verifier verifier =
        verifier(
            at("2015-08-30T12:36:00Z"), "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    SignedRequest request =
        new SignedRequest(
            "GET",
            "/",
            "Action=ListUsers&Version=2010-05-08",
            headers(
                "host", "iam.amazonaws.com",
                "content-type", "application/x-www-form-urlencoded; charset=utf-8",
                "x-amz-date", "20150830T123600Z",
                "authorization",
                    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                        + " SignedHeaders=content-type;host;x-amz-date, Signature="
                        + "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"),
            NO_BODY);

    assertThat(verifier.verify(request, "iam").caller().arn())
        .isEqualTo("arn:aws:iam::123456789012:user/alice");
  }

  @Test
  void s3PresignedUrl() {
    SigV4Verifier verifier = verifier(at("2013-05-24T12:00:00Z"), S3_KEY, S3_SECRET);
    SignedRequest request =
        new SignedRequest(
            "GET",
            "/test.txt",
            "X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature="
                + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
            headers("host", "examplebucket.s3.amazonaws.com"),
            NO_BODY);

    assertThat(verifier.verify(request, "s3").caller().accessKeyId()).isEqualTo(S3_KEY);
  }

  @Test
  void s3SignedChunks() {
    byte[] body =
        verifier(at("2013-05-24T00:00:00Z"), S3_KEY, S3_SECRET).verify(chunked('a'), "s3").body();

    assertThat(body).hasSize(66560).containsOnly('a');
  }

  @Test
  void aChunkThatWasChangedIsRefused() {
    SigV4Verifier verifier = verifier(at("2013-05-24T00:00:00Z"), S3_KEY, S3_SECRET);

    assertThatThrownBy(() -> verifier.verify(chunked('b'), "s3"))
        .isInstanceOfSatisfying(
            AuthenticationFailure.class,
            failure ->
                assertThat(failure.reason()).isEqualTo(AuthenticationFailure.Reason.SIGNATURE));
  }

  private static SignedRequest chunked(char lastOctet) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    chunk(body, 65536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648", 'a');
    chunk(
        body, 1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497", lastOctet);
    chunk(body, 0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9", 'a');
    return new SignedRequest(
        "PUT",
        "/examplebucket/chunkObject.txt",
        "",
        headers(
            "host", "s3.amazonaws.com",
            "x-amz-date", "20130524T000000Z",
            "x-amz-storage-class", "REDUCED_REDUNDANCY",
            "x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            "content-encoding", "aws-chunked",
            "x-amz-decoded-content-length", "66560",
            "content-length", "66824",
            "authorization",
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                    + "SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;"
                    + "x-amz-date;x-amz-decoded-content-length;x-amz-storage-class,"
                    + "Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"),
        body.toByteArray());
  }

  private static void chunk(
      ByteArrayOutputStream body, int length, String signature, char lastOctet) {
    body.writeBytes(
        (Integer.toHexString(length) + ";chunk-signature=" + signature + "\r\n")
            .getBytes(US_ASCII));
    byte[] data = "a".repeat(length).getBytes(US_ASCII);
    if (length > 0) {
      data[length - 1] = (byte) lastOctet;
    }
    body.writeBytes(data);
    body.writeBytes("\r\n".getBytes(US_ASCII));
  }
}
