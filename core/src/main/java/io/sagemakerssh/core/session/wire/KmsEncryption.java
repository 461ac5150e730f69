package io.sagemakerssh.core.session.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.util.Base64;

/** The action by which a handshake agrees on encryption: what is asked, and what is answered. */
public final class KmsEncryption {
  private KmsEncryption() {}

  /**
   * What the agent asks.
   *
   * <pre>{"KMSKeyId":"…","Challenge":"…"}</pre>
   *
   * @param keyId the KMS key
   * @param challenge to be part of the encryption context; agents before it was known send none
   */
  public record Request(String keyId, String challenge) {
    public static Request parse(JsonObject parameters) throws MalformedFrameException {
      JsonFields fields = JsonFields.of("KMSEncryption", parameters);
      return new Request(fields.text("KMSKeyId"), fields.textOrEmpty("Challenge"));
    }

    public HandshakeRequest.Action toAction() {
      JsonObject parameters = new JsonObject();
      parameters.addProperty("KMSKeyId", keyId);
      parameters.addProperty("Challenge", challenge);
      return new HandshakeRequest.Action(HandshakeRequest.KMS_ENCRYPTION, parameters);
    }
  }

  /**
   * What the client answers.
   *
   * <pre>{"KMSCipherTextKey":"base64","KMSCipherTextHash":null,"ChallengeAcknowledgement":true}
   * </pre>
   *
   * @param dataKey encrypted by KMS
   * @param challenged whether the challenge is part of the encryption context
   */
  public record Result(ByteBuffer dataKey, boolean challenged) {
    public static Result parse(JsonElement result) throws MalformedFrameException {
      JsonFields fields = JsonFields.of("KMSEncryption result", result);
      return new Result(
          fields.bytes("KMSCipherTextKey"),
          fields.textOrEmpty("ChallengeAcknowledgement").equals("true"));
    }

    public JsonObject toJson() {
      JsonObject json = new JsonObject();
      byte[] bytes = new byte[dataKey.remaining()];
      dataKey.duplicate().get(bytes);
      json.addProperty("KMSCipherTextKey", Base64.getEncoder().encodeToString(bytes));
      json.add("KMSCipherTextHash", JsonNull.INSTANCE);
      json.addProperty("ChallengeAcknowledgement", challenged);
      return json;
    }
  }
}
