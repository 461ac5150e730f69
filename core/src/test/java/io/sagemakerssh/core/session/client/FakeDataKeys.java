package io.sagemakerssh.core.session.client;

import io.sagemakerssh.core.session.encryption.DataKey;
import io.sagemakerssh.core.session.encryption.DataKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Data keys that are no secret: the bytes 0 to 63. */
final class FakeDataKeys implements DataKeys {
  private final List<String> calls = new ArrayList<>();
  private IOException refusal;

  static byte[] key() {
    byte[] key = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      key[i] = (byte) i;
    }
    return key;
  }

  void refuse(String why) {
    refusal = new IOException(why);
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public synchronized DataKey generate(String keyId, Map<String, String> context)
      throws IOException {
    calls.add(keyId + " " + context);
    if (refusal != null) {
      throw refusal;
    }
    return new DataKey(key(), new byte[] {1, 2, 3});
  }

  @Override
  public byte[] decrypt(String keyId, byte[] ciphertext, Map<String, String> context) {
    throw new AssertionError("That is the agent's part");
  }
}
