package io.sagemakerssh.core.session.client;

import io.sagemakerssh.core.session.encryption.DataKey;
import io.sagemakerssh.core.session.encryption.DataKeys;
import io.sagemakerssh.core.session.encryption.TestDataKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes {@link TestDataKey}s. */
final class FakeDataKeys implements DataKeys {
  private final List<String> calls = new ArrayList<>();
  private IOException refusal;

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
    return new DataKey(TestDataKey.bytes(), new byte[] {1, 2, 3});
  }

  @Override
  public byte[] decrypt(String keyId, byte[] ciphertext, Map<String, String> context) {
    throw new AssertionError("That is the agent's part");
  }
}
