package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The payload of both encryption challenges: bytes that only who holds the session's keys can have
 * sealed.
 *
 * <pre>{"Challenge":"base64"}</pre>
 *
 * @param sealed nonce, ciphertext and tag; a view, never written to
 */
public record EncryptionChallenge(ByteBuffer sealed) implements JsonPayload {
  public static EncryptionChallenge parse(String json) throws MalformedFrameException {
    return new EncryptionChallenge(
        JsonFields.parse("encryption challenge", json).bytes("Challenge"));
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    byte[] bytes = new byte[sealed.remaining()];
    sealed.duplicate().get(bytes);
    json.addProperty("Challenge", Base64.getEncoder().encodeToString(bytes));
    return json;
  }
}
