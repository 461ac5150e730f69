package io.sagemakerssh.core.session.encryption;

import io.sagemakerssh.core.session.wire.MalformedFrameException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what one end of a session sends and opens what it receives: AES-256-GCM, a key for each
 * direction. A sealed payload is a nonce of 12 bytes, the ciphertext and a tag of 16 bytes. Source:
 * {@code encrypter.go:57-137} of the session-manager-plugin. Safe for use by several threads.
 */
public final class SessionCipher {
  /** By how much a sealed payload is longer. */
  public static final int OVERHEAD = 28;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec sealing;
  private final SecretKeySpec opening;

  private SessionCipher(byte[] sealing, byte[] opening) {
    this.sealing = new SecretKeySpec(sealing, "AES");
    this.opening = new SecretKeySpec(opening, "AES");
  }

  /** The client's: the first half of the data key is for what the agent sends. */
  public static SessionCipher ofClient(byte[] dataKey) {
    return new SessionCipher(half(dataKey, 1), half(dataKey, 0));
  }

  /** The agent's. */
  public static SessionCipher ofAgent(byte[] dataKey) {
    return new SessionCipher(half(dataKey, 0), half(dataKey, 1));
  }

  /** A sealed copy. */
  public ByteBuffer seal(ByteBuffer plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    ByteBuffer sealed = ByteBuffer.allocate(plain.remaining() + OVERHEAD).put(nonce);
    try {
      cipher(Cipher.ENCRYPT_MODE, sealing, nonce).doFinal(plain, sealed);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
    return sealed.flip();
  }

  /**
   * What was sealed.
   *
   * @throws MalformedFrameException if it was sealed by another key, or changed
   */
  public ByteBuffer open(ByteBuffer sealed) throws MalformedFrameException {
    if (sealed.remaining() < OVERHEAD) {
      throw new MalformedFrameException("A sealed payload of " + sealed.remaining() + " bytes");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    sealed.get(nonce);
    ByteBuffer plain = ByteBuffer.allocate(sealed.remaining());
    try {
      cipher(Cipher.DECRYPT_MODE, opening, nonce).doFinal(sealed, plain);
    } catch (GeneralSecurityException changed) {
      throw new MalformedFrameException("A sealed payload that is not the other end's", changed);
    }
    return plain.flip();
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  private static byte[] half(byte[] dataKey, int index) {
    if (dataKey.length != DataKeys.BYTES) {
      throw new IllegalArgumentException("A data key of " + dataKey.length + " bytes");
    }
    int length = DataKeys.BYTES / 2;
    return Arrays.copyOfRange(dataKey, index * length, (index + 1) * length);
  }
}
