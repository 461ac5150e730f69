package io.sagemakerssh.core.session.service;

import io.sagemakerssh.core.session.encryption.DataKey;
import io.sagemakerssh.core.session.encryption.DataKeys;
import io.sagemakerssh.core.session.encryption.TestDataKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Knows {@link TestDataKey} by the ciphertext 010203. */
final class FakeKms implements DataKeys {
  private final List<String> calls = new CopyOnWriteArrayList<>();

  List<String> calls() {
    return calls;
  }

  @Override
  public DataKey generate(String keyId, Map<String, String> context) {
    throw new AssertionError("That is the client's part");
  }

  @Override
  public byte[] decrypt(String keyId, byte[] ciphertext, Map<String, String> context)
      throws IOException {
    calls.add(keyId + " " + context.keySet());
    if (ciphertext.length != 3) {
      throw new IOException("kms:Decrypt failed");
    }
    return TestDataKey.bytes();
  }
}
