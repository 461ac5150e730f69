package io.sagemakerssh.core.session.encryption;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals by {@link TestDataKey} as an end of a session does, but the same bytes always the same, for
 * runs that a seed repeats.
 */
public final class FixedSeal {
  private static final byte[] NONCE = new byte[12];
  private static final int HALF = DataKeys.BYTES / 2;

  private FixedSeal() {}

  /** What an agent would seal. */
  public static ByteBuffer ofAgent(ByteBuffer plain) {
    return seal(0, plain);
  }

  /** What a client would seal. */
  public static ByteBuffer ofClient(ByteBuffer plain) {
    return seal(HALF, plain);
  }

  private static ByteBuffer seal(int from, ByteBuffer plain) {
    byte[] key = Arrays.copyOfRange(TestDataKey.bytes(), from, from + HALF);
    ByteBuffer sealed = ByteBuffer.allocate(plain.remaining() + SessionCipher.OVERHEAD).put(NONCE);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, NONCE));
      cipher.doFinal(plain.duplicate(), sealed);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
    return sealed.flip();
  }
}
