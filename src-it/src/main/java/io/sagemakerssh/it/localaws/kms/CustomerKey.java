package io.sagemakerssh.it.localaws.kms;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** One key. What it encrypts begins with its id, and is bound to the encryption context. */
record CustomerKey(String id, SecretKey secret) {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  static CustomerKey create(String id) {
    try {
      KeyGenerator generator = KeyGenerator.getInstance("AES");
      generator.init(256);
      return new CustomerKey(id, generator.generateKey());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  byte[] encrypt(byte[] plaintext, String context) {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(plaintext);
      byte[] name = id.getBytes(UTF_8);
      return ByteBuffer.allocate(name.length + nonce.length + sealed.length)
          .put(name)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  boolean hasMade(byte[] ciphertext) {
    byte[] name = id.getBytes(UTF_8);
    return ciphertext.length > name.length + NONCE_BYTES
        && Arrays.equals(name, Arrays.copyOf(ciphertext, name.length));
  }

  /** Empty if it was changed, or encrypted for another context. */
  Optional<byte[]> decrypt(byte[] ciphertext, String context) {
    int begin = id.getBytes(UTF_8).length;
    byte[] nonce = Arrays.copyOfRange(ciphertext, begin, begin + NONCE_BYTES);
    int rest = ciphertext.length - begin - NONCE_BYTES;
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, nonce, context)
              .doFinal(ciphertext, begin + NONCE_BYTES, rest));
    } catch (GeneralSecurityException notOurs) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context.getBytes(UTF_8));
    return cipher;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "CustomerKey[" + id + "]";
  }
}
