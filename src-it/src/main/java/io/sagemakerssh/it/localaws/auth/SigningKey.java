package io.sagemakerssh.it.localaws.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/** The key derived from a secret access key for one day, region and service. */
final class SigningKey {
  private final byte[] key;

  SigningKey(String secretAccessKey, CredentialScope scope) {
    byte[] date = Sha256.hmac(("AWS4" + secretAccessKey).getBytes(UTF_8), scope.date());
    byte[] region = Sha256.hmac(date, scope.region());
    byte[] service = Sha256.hmac(region, scope.service());
    this.key = Sha256.hmac(service, "aws4_request");
  }

  String sign(String stringToSign) {
    return HexFormat.of().formatHex(Sha256.hmac(key, stringToSign));
  }
}
