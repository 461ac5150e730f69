package io.sagemakerssh.core.session.encryption;

import java.io.IOException;
import java.util.Map;

/** Where sessions have their keys from. Each call blocks until answered. */
public interface DataKeys {
  /** The length of a data key in bytes: half of it for each direction. */
  int BYTES = 64;

  /**
   * Makes a data key.
   *
   * @param keyId the KMS key that encrypts it
   * @param context what decrypting it will have to name, too
   * @throws IOException if it is refused; the message is for the user
   */
  DataKey generate(String keyId, Map<String, String> context) throws IOException;

  /**
   * Decrypts a data key.
   *
   * @throws IOException if it is refused, for another context among others
   */
  byte[] decrypt(String keyId, byte[] ciphertext, Map<String, String> context) throws IOException;
}
