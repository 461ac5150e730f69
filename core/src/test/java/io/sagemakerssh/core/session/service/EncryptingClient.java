package io.sagemakerssh.core.session.service;

import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.encryption.SessionCipher;
import io.sagemakerssh.core.session.encryption.TestDataKey;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.EncryptionChallenge;
import io.sagemakerssh.core.session.wire.HandshakeRequest;
import io.sagemakerssh.core.session.wire.HandshakeResponse;
import io.sagemakerssh.core.session.wire.KmsEncryption;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.nio.ByteBuffer;
import java.util.List;

/** A client that agrees on the key that {@link FakeKms} knows. */
final class EncryptingClient {
  private final ScriptedPeer peer = ScriptedPeer.client();
  private final SessionCipher cipher = SessionCipher.ofClient(TestDataKey.bytes());

  /**
   * A client, not there yet.
   *
   * @param proves whether it answers the agent's challenge, too
   */
  EncryptingClient(boolean proves) {
    peer.reactWith(
        message -> {
          peer.acknowledgeIfStream(message);
          if (message.payloadType() == PayloadType.HANDSHAKE_REQUEST) {
            peer.stream(0, PayloadType.HANDSHAKE_RESPONSE, response().payload());
          } else if (message.payloadType() == PayloadType.ENCRYPTION_CHALLENGE_REQUEST && proves) {
            peer.stream(1, PayloadType.ENCRYPTION_CHALLENGE_RESPONSE, proof(message).payload());
          }
        });
  }

  ScriptedPeer peer() {
    return peer;
  }

  private static HandshakeResponse response() {
    KmsEncryption.Result key =
        new KmsEncryption.Result(ByteBuffer.wrap(new byte[] {1, 2, 3}), true);
    return new HandshakeResponse(
        "1.2.677.0",
        List.of(
            new HandshakeResponse.Action(
                HandshakeRequest.SESSION_TYPE, HandshakeResponse.SUCCESS, ""),
            new HandshakeResponse.Action(
                HandshakeRequest.KMS_ENCRYPTION, HandshakeResponse.SUCCESS, key.toJson(), "")));
  }

  private EncryptionChallenge proof(AgentMessage message) {
    try {
      EncryptionChallenge challenge = EncryptionChallenge.parse(message.payloadText());
      return new EncryptionChallenge(cipher.seal(cipher.open(challenge.sealed())));
    } catch (MalformedFrameException bad) {
      throw new AssertionError("The agent sent a bad challenge", bad);
    }
  }
}
