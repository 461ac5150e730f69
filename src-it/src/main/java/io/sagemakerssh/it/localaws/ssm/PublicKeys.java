package io.sagemakerssh.it.localaws.ssm;

import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.JsonInput;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Reads the RSA public keys of managed instances: base64 of SubjectPublicKeyInfo. */
final class PublicKeys {
  private static final int SHORTEST = 392;

  private PublicKeys() {}

  /**
   * Reads a key and its type.
   *
   * @throws AwsError if it is too short, not RSA or unreadable
   */
  static PublicKey read(JsonInput input, String keyName, String typeName) {
    String key = input.text(keyName);
    if (!input.text(typeName).equalsIgnoreCase("Rsa")) {
      throw AwsError.validation(typeName + " must be Rsa");
    }
    if (key.length() < SHORTEST) {
      throw AwsError.validation(
          "1 validation error detected: Value at '"
              + keyName
              + "' failed to satisfy constraint: Member must have length greater than or equal to "
              + SHORTEST);
    }
    try {
      return KeyFactory.getInstance("RSA")
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(key)));
    } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
      throw AwsError.validation(keyName + " is not an RSA public key");
    }
  }
}
