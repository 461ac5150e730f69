package io.sagemakerssh.core.session.encryption;

import io.sagemakerssh.core.aws.Lazy;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/** {@link DataKeys} of KMS. Its client is made at the first session that is encrypted. */
public final class KmsDataKeys implements DataKeys {
  private final Supplier<KmsClient> kms;

  /**
   * @param maker makes the client, once
   */
  public KmsDataKeys(Supplier<KmsClient> maker) {
    this.kms = Lazy.of(maker);
  }

  @Override
  public DataKey generate(String keyId, Map<String, String> context) throws IOException {
    try {
      GenerateDataKeyResponse made =
          kms.get()
              .generateDataKey(r -> r.keyId(keyId).numberOfBytes(BYTES).encryptionContext(context));
      return new DataKey(made.plaintext().asByteArray(), made.ciphertextBlob().asByteArray());
    } catch (SdkException | UserError refused) {
      throw explained("kms:GenerateDataKey", keyId, refused);
    }
  }

  @Override
  public byte[] decrypt(String keyId, byte[] ciphertext, Map<String, String> context)
      throws IOException {
    try {
      return kms.get()
          .decrypt(
              r ->
                  r.keyId(keyId)
                      .ciphertextBlob(SdkBytes.fromByteArray(ciphertext))
                      .encryptionContext(context))
          .plaintext()
          .asByteArray();
    } catch (SdkException | UserError refused) {
      throw explained("kms:Decrypt", keyId, refused);
    }
  }

  private static IOException explained(String action, String keyId, RuntimeException refused) {
    return new IOException(
        "the session is to be encrypted, and "
            + action
            + " on "
            + keyId
            + " failed: "
            + said(refused),
        refused);
  }

  private static String said(RuntimeException refused) {
    if (refused instanceof UserError noCredentials) {
      return noCredentials.why();
    }
    return refused instanceof AwsServiceException service && service.awsErrorDetails() != null
        ? service.awsErrorDetails().errorMessage()
        : refused.getMessage();
  }
}
