package io.sagemakerssh.core.session.service;

import io.sagemakerssh.core.session.encryption.DataKeys;
import io.sagemakerssh.core.session.encryption.EncryptionContext;
import io.sagemakerssh.core.session.encryption.SessionCipher;
import io.sagemakerssh.core.session.wire.EncryptionChallenge;
import io.sagemakerssh.core.session.wire.HandshakeRequest;
import io.sagemakerssh.core.session.wire.HandshakeResponse;
import io.sagemakerssh.core.session.wire.KmsEncryption;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;

/** The encryption of one session, which the account's preferences demand (PROTOCOL.md A.7). */
public final class AgentEncryption {
  private static final int RANDOM_BYTES = 16;
  private static final int CHALLENGE_BYTES = 64;

  private final DataKeys keys;
  private final String keyId;
  private final String sessionId;
  private final String instanceId;
  private final String random;
  private final byte[] challenge;
  private volatile SessionCipher cipher;

  /**
   * The encryption of a session that has not begun.
   *
   * @param keyId the KMS key
   */
  public AgentEncryption(DataKeys keys, String keyId, String sessionId, String instanceId) {
    this.keys = keys;
    this.keyId = keyId;
    this.sessionId = sessionId;
    this.instanceId = instanceId;
    this.random = Base64.getEncoder().encodeToString(randomBytes(RANDOM_BYTES));
    this.challenge = randomBytes(CHALLENGE_BYTES);
  }

  HandshakeRequest.Action request() {
    return new KmsEncryption.Request(keyId, random).toAction();
  }

  /**
   * Takes the key that the client has made; blocks.
   *
   * @return the challenge for the client
   * @throws IOException if KMS does not decrypt it, or there is none
   */
  EncryptionChallenge accept(HandshakeResponse response) throws IOException {
    HandshakeResponse.Action action =
        response.actions().stream()
            .filter(one -> one.type().equals(HandshakeRequest.KMS_ENCRYPTION))
            .findFirst()
            .orElseThrow(() -> new IOException("the client did not say how it encrypts"));
    KmsEncryption.Result result = KmsEncryption.Result.parse(action.result());
    byte[] ciphertext = new byte[result.dataKey().remaining()];
    result.dataKey().get(ciphertext);
    byte[] dataKey =
        keys.decrypt(
            keyId,
            ciphertext,
            EncryptionContext.of(sessionId, instanceId, result.challenged() ? random : ""));
    if (dataKey.length != DataKeys.BYTES) {
      throw new IOException("the client's data key has " + dataKey.length + " bytes");
    }
    SessionCipher agreed = SessionCipher.ofAgent(dataKey);
    cipher = agreed;
    return new EncryptionChallenge(agreed.seal(ByteBuffer.wrap(challenge)));
  }

  /** Whether the client has proved that it holds both keys. */
  boolean isMetBy(EncryptionChallenge answer) throws MalformedFrameException {
    return cipher().open(answer.sealed()).equals(ByteBuffer.wrap(challenge));
  }

  /** The session's cipher, once the key is there. */
  SessionCipher cipher() throws MalformedFrameException {
    SessionCipher agreed = cipher;
    if (agreed == null) {
      throw new MalformedFrameException("Nothing is encrypted yet");
    }
    return agreed;
  }

  private static byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
