package io.sagemakerssh.core.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;

/**
 * A key pair that was just generated and is nowhere written yet.
 *
 * @param privateFile the private key file's content
 */
record NewKeyPair(byte[] privateFile, SshPublicKey publicKey) {
  /** Says in {@code authorized_keys} where the key comes from, and nothing about whose it is. */
  static final String COMMENT = "sagemaker-ssh-helper";

  /** An Ed25519 pair. */
  static NewKeyPair generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      // X.509 puts 12 bytes of algorithm in front of the 32 bytes of the key (RFC 8410).
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
      String file =
          OpenSshKeyFormat.privateFile(seed, point, new SecureRandom().nextInt(), COMMENT);
      return new NewKeyPair(
          file.getBytes(StandardCharsets.US_ASCII),
          SshPublicKey.ofBlob(OpenSshKeyFormat.publicBlob(point)));
    } catch (GeneralSecurityException noEd25519) {
      throw new IllegalStateException("Java 15 and later have Ed25519", noEd25519);
    }
  }
}
