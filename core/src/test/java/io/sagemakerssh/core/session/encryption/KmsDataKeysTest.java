package io.sagemakerssh.core.session.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;
import org.mockito.stubbing.Answer;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.KmsException;

class KmsDataKeysTest {
  private static final Map<String, String> CONTEXT = Map.of("aws:ssm:SessionId", "s-1");

  private final KmsClient kms = mock(KmsClient.class);
  private final AtomicInteger clients = new AtomicInteger();
  private final KmsDataKeys keys =
      new KmsDataKeys(
          () -> {
            clients.incrementAndGet();
            return kms;
          });

  private void decrypts(Answer<DecryptResponse> answer) {
    when(kms.decrypt(ArgumentMatchers.<Consumer<DecryptRequest.Builder>>any())).then(answer);
  }

  @Test
  void generatesAKeyOfBothDirectionsBoundToItsContext() throws IOException {
    when(kms.generateDataKey(ArgumentMatchers.<Consumer<GenerateDataKeyRequest.Builder>>any()))
        .then(
            call -> {
              GenerateDataKeyRequest.Builder request = GenerateDataKeyRequest.builder();
              call.<Consumer<GenerateDataKeyRequest.Builder>>getArgument(0).accept(request);
              assertThat(request.build())
                  .isEqualTo(
                      GenerateDataKeyRequest.builder()
                          .keyId("key-1")
                          .numberOfBytes(64)
                          .encryptionContext(CONTEXT)
                          .build());
              return GenerateDataKeyResponse.builder()
                  .plaintext(SdkBytes.fromUtf8String("plain"))
                  .ciphertextBlob(SdkBytes.fromUtf8String("sealed"))
                  .build();
            });
    DataKey key = keys.generate("key-1", CONTEXT);
    assertThat(key.plaintext()).asString().isEqualTo("plain");
    assertThat(key.ciphertext()).asString().isEqualTo("sealed");
  }

  @Test
  void allSessionsShareOneClient() throws IOException {
    decrypts(call -> DecryptResponse.builder().plaintext(SdkBytes.fromUtf8String("plain")).build());
    assertThat(clients).hasValue(0);
    keys.decrypt("key-1", new byte[] {1}, CONTEXT);
    keys.decrypt("key-1", new byte[] {2}, CONTEXT);
    assertThat(clients).hasValue(1);
  }

  @Test
  void refusalNamesTheActionTheKeyAndAwssReason() {
    decrypts(
        call -> {
          throw KmsException.builder()
              .awsErrorDetails(AwsErrorDetails.builder().errorMessage("not allowed").build())
              .build();
        });
    assertThatThrownBy(() -> keys.decrypt("key-1", new byte[] {1}, CONTEXT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("kms:Decrypt on key-1 failed: not allowed");
  }

  /** Thrown by whoever gives the client its credentials; the session must hear of it too. */
  @Test
  void missingCredentialsAreARefusalToo() {
    decrypts(
        call -> {
          throw new UserError(ExitCode.NO_CREDENTIALS, "what", "SSM gives none", "do");
        });
    assertThatThrownBy(() -> keys.decrypt("key-1", new byte[] {1}, CONTEXT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("SSM gives none");
  }
}
