package io.sagemakerssh.core.session.encryption;

import java.util.Map;
import java.util.TreeMap;

/** What a session's data key is bound to: whoever decrypts it names the same (PROTOCOL.md A.7). */
public final class EncryptionContext {
  private EncryptionContext() {}

  /**
   * The context of one session.
   *
   * @param target the managed instance
   * @param challenge what the agent made for this session alone; empty if the client knows none
   */
  public static Map<String, String> of(String sessionId, String target, String challenge) {
    Map<String, String> context = new TreeMap<>();
    context.put("aws:ssm:SessionId", sessionId);
    context.put("aws:ssm:TargetId", target);
    if (!challenge.isEmpty()) {
      context.put("aws:ssm:RandomChallenge", challenge);
    }
    return context;
  }
}
