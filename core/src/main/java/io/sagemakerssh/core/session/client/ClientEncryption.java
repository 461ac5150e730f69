package io.sagemakerssh.core.session.client;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.encryption.DataKey;
import io.sagemakerssh.core.session.encryption.DataKeys;
import io.sagemakerssh.core.session.encryption.EncryptionContext;
import io.sagemakerssh.core.session.encryption.SessionCipher;
import io.sagemakerssh.core.session.wire.EncryptionChallenge;
import io.sagemakerssh.core.session.wire.KmsEncryption;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The encryption of one session, once the agent has asked for it (PROTOCOL.md A.7). */
final class ClientEncryption {
  private final DataKeys keys;
  private final String sessionId;
  private final String target;
  private volatile SessionCipher cipher;

  ClientEncryption(DataKeys keys, String sessionId, String target) {
    this.keys = keys;
    this.sessionId = sessionId;
    this.target = target;
  }

  /**
   * Makes the session's key; blocks.
   *
   * @param parameters of the agent's action
   * @return the action's result
   */
  JsonObject agree(JsonObject parameters) throws IOException {
    KmsEncryption.Request request = KmsEncryption.Request.parse(parameters);
    DataKey key =
        keys.generate(
            request.keyId(), EncryptionContext.of(sessionId, target, request.challenge()));
    cipher = SessionCipher.ofClient(key.plaintext());
    return new KmsEncryption.Result(
            ByteBuffer.wrap(key.ciphertext()), !request.challenge().isEmpty())
        .toJson();
  }

  /** Opens the agent's challenge and seals it anew: proof that we hold both keys. */
  EncryptionChallenge answer(EncryptionChallenge challenge) throws MalformedFrameException {
    SessionCipher agreed = cipher;
    if (agreed == null) {
      throw new MalformedFrameException("An encryption challenge without encryption");
    }
    return new EncryptionChallenge(agreed.seal(agreed.open(challenge.sealed())));
  }

  /** Empty while nothing is encrypted. */
  Optional<SessionCipher> cipher() {
    return Optional.ofNullable(cipher);
  }
}
