package io.sagemakerssh.core.session.encryption;

/** A data key that is no secret. */
public final class TestDataKey {
  private TestDataKey() {}

  /** The bytes 0 to 63. */
  public static byte[] bytes() {
    byte[] key = new byte[DataKeys.BYTES];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    return key;
  }
}
