package io.sagemakerssh.core.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class BundleTrustTest {
  /** Made by openssl for this test, valid for a hundred years; its key is thrown away. */
  private static final String AUTHORITY =
      """
      -----BEGIN CERTIFICATE-----
      MIIBiTCCAS+gAwIBAgIUM9FN6B6MpqPuGq1txB8pdmhrc58wCgYIKoZIzj0EAwIw
      GTEXMBUGA1UEAwwOdGVzdCBhdXRob3JpdHkwIBcNMjYxMTI0MjAxMDI2WhgPMjEy
      NjEwMzEyMDEwMjZaMBkxFzAVBgNVBAMMDnRlc3QgYXV0aG9yaXR5MFkwEwYHKoZI
      zj0CAQYIKoZIzj0DAQcDQgAEU3VeiXSc08/cL91fupQo/8PmnSGXn0mqH87/y0CU
      BzUlV1PRR88Uo0t2QOzq+gHZAxtvHxsQoxYiwkg0P3/mE6NTMFEwHQYDVR0OBBYE
      FAushX+uNYAu9ZPTN9cztakFIxakMB8GA1UdIwQYMBaAFAushX+uNYAu9ZPTN9cz
      takFIxakMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAKXFTYs6
      rfnaFNX1JwVLtXvysLhYJVO0RU5su59eB8rLAiAcWcRubWV/2ikw/R8zxTNlfJ3N
      aT2bhXAs9SwDCFjS/g==
      -----END CERTIFICATE-----
      """;

  private static final String OTHER_AUTHORITY =
      """
      -----BEGIN CERTIFICATE-----
      MIIBizCCATGgAwIBAgIUIZQ8VZSP9lyf5C6c7Y3xA0HQXr0wCgYIKoZIzj0EAwIw
      GjEYMBYGA1UEAwwPb3RoZXIgYXV0aG9yaXR5MCAXDTI2MTEyOTEyNDUzNFoYDzIx
      MjYxMTA1MTI0NTM0WjAaMRgwFgYDVQQDDA9vdGhlciBhdXRob3JpdHkwWTATBgcq
      hkjOPQIBBggqhkjOPQMBBwNCAAQI71ASMERnxwOsID7Tig9QoDiwYiuSi8GabMbG
      qaH+prLXjnYpXO8TVOlDfFJ8plRfH9pFowob4/cfvuqDsdbco1MwUTAdBgNVHQ4E
      FgQU5BPhfyji5pxiO9lXiSOzPa2wXu4wHwYDVR0jBBgwFoAU5BPhfyji5pxiO9lX
      iSOzPa2wXu4wDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAk+sz
      h/3EcjU9QVuivwG9PjYoV2D6n01L82Vbg9Eb/jECIE5+fAH3bth7BtwfBOZpENsX
      kculg3T2xf/komUEQZwM
      -----END CERTIFICATE-----
      """;

  @TempDir Path directory;

  private void check(Path bundle) throws CertificateException {
    X509Certificate server =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(AUTHORITY.getBytes(StandardCharsets.US_ASCII)));
    new BundleTrust(bundle).checkServerTrusted(new X509Certificate[] {server}, "ECDHE_ECDSA");
  }

  private Path bundle(String content) throws IOException {
    return Files.writeString(directory.resolve("ca.pem"), content);
  }

  @Test
  void trustsWhatTheBundleHolds() throws IOException {
    Path bundle = bundle(AUTHORITY);
    assertThatCode(() -> check(bundle)).doesNotThrowAnyException();
  }

  @Test
  void unknownAuthorityIsNamedAndSoIsTheBundle() throws IOException {
    Path bundle = bundle(OTHER_AUTHORITY);
    assertThatThrownBy(() -> check(bundle))
        .isInstanceOf(CertificateException.class)
        .hasNoCause()
        .hasMessage(
            "neither Java nor the CA bundle "
                + bundle
                + " knows the certificate authority 'CN=test authority'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END"})
  void bundleWithoutCertificatesIsNamed(String content) throws IOException {
    Path bundle = bundle(content);
    assertThatThrownBy(() -> check(bundle))
        .isInstanceOf(CertificateException.class)
        .hasMessageStartingWith("the CA bundle " + bundle + " cannot be read as certificates: ");
  }

  /** The path alone, and advice about the network, would send its user the wrong way. */
  @Test
  void missingBundleIsWhatAFailedCallIsToldBy() {
    Path missing = directory.resolve("missing.pem");
    Throwable refused = new SSLHandshakeException("refused");
    try {
      check(missing);
    } catch (CertificateException unreadable) {
      refused.initCause(unreadable);
    }
    UserError error =
        new AwsCall("ask who you are", "sts:GetCallerIdentity", "*")
            .failure(SdkClientException.builder().cause(refused).build());
    assertThat(error.exitCode()).isEqualTo(ExitCode.ENDPOINT_UNREACHABLE);
    assertThat(error.why())
        .endsWith(
            "the CA bundle "
                + missing
                + " cannot be read as certificates: no such file or directory");
    assertThat(error.advice()).contains("PEM file");
  }
}
