package io.sagemakerssh.core.session.encryption;

/**
 * A fresh key, plain and as KMS has it encrypted.
 *
 * @param plaintext 64 bytes, shown to nobody
 * @param ciphertext what whoever may decrypt it makes the same 64 bytes of
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over once and compared by nobody.
public record DataKey(byte[] plaintext, byte[] ciphertext) {
  @Override
  public String toString() {
    return "DataKey";
  }
}
