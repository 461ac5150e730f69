package io.sagemakerssh.it.localaws.ssm;

import static io.sagemakerssh.it.localaws.TestAws.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sagemakerssh.it.localaws.TestAws;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CreateActivationRequest;
import software.amazon.awssdk.services.ssm.model.CreateActivationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.ssm.model.PingStatus;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/** CreateActivation and RegisterManagedInstance. */
class ActivationsTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private final SsmClient ssm = AWS.ssm();

  @AfterEach
  void backToNow() {
    AWS.clock().reset();
  }

  private CreateActivationResponse activate(Consumer<CreateActivationRequest.Builder> more) {
    return ssm.createActivation(
        b -> {
          b.iamRole(TestAws.ROLE);
          more.accept(b);
        });
  }

  private static HttpResponse<byte[]> register(String id, String code) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    JsonObject input = new JsonObject();
    input.addProperty("ActivationId", id);
    input.addProperty("ActivationCode", code);
    input.addProperty("Fingerprint", UUID.randomUUID().toString());
    input.addProperty("PublicKeyType", "Rsa");
    input.addProperty(
        "PublicKey",
        Base64.getEncoder().encodeToString(generator.generateKeyPair().getPublic().getEncoded()));
    return AWS.send(
        HttpRequest.newBuilder(AWS.endpoint().resolve("/"))
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "AmazonSSM.RegisterManagedInstance")
            .POST(BodyPublishers.ofString(input.toString()))
            .build());
  }

  private static String registered(CreateActivationResponse activation) throws Exception {
    HttpResponse<byte[]> answer = register(activation.activationId(), activation.activationCode());
    assertThat(answer.statusCode()).isEqualTo(200);
    return JsonParser.parseString(new String(answer.body(), UTF_8))
        .getAsJsonObject()
        .get("InstanceId")
        .getAsString();
  }

  private static void assertInvalid(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), UTF_8)).contains("\"__type\":\"InvalidActivation\"");
  }

  @Test
  void registersAnInstanceWithTheActivationsTags() throws Exception {
    CreateActivationResponse activation =
        activate(
            b ->
                b.defaultInstanceName("named")
                    .tags(Tag.builder().key("SSHOwner").value("AIDA").build()));

    String id = registered(activation);

    InstanceInformation found =
        ssm.describeInstanceInformation(
                b ->
                    b.filters(
                        InstanceInformationStringFilter.builder()
                            .key("InstanceIds")
                            .values(id)
                            .build()))
            .instanceInformationList()
            .get(0);
    assertThat(activation.activationCode()).hasSizeGreaterThanOrEqualTo(20);
    assertThat(id).matches("mi-[0-9a-f]{17}");
    assertThat(found.name()).isEqualTo("named");
    assertThat(found.iamRole()).isEqualTo(TestAws.ROLE);
    assertThat(found.activationId()).isEqualTo(activation.activationId());
    assertThat(found.pingStatus()).as("it has not called yet").isNotEqualTo(PingStatus.ONLINE);
    assertThat(
            ssm.listTagsForResource(
                    b -> b.resourceType(ResourceTypeForTagging.MANAGED_INSTANCE).resourceId(id))
                .tagList())
        .containsExactly(Tag.builder().key("SSHOwner").value("AIDA").build());
  }

  @Test
  void registersOnlySoManyAsItsLimit() throws Exception {
    CreateActivationResponse two = activate(b -> b.registrationLimit(2));

    assertThat(registered(two)).isNotEqualTo(registered(two));
    assertInvalid(register(two.activationId(), two.activationCode()));
  }

  @Test
  void registersNobodyWithAWrongCodeOrAfterItsEnd() throws Exception {
    CreateActivationResponse activation =
        activate(b -> b.expirationDate(Instant.now().plus(Duration.ofMinutes(2))));

    assertInvalid(register(activation.activationId(), "x".repeat(20)));
    assertInvalid(register(UUID.randomUUID().toString(), activation.activationCode()));
    AWS.clock().advance(Duration.ofMinutes(3));
    assertInvalid(register(activation.activationId(), activation.activationCode()));
  }

  @Test
  void checksTheRequest() {
    Instant inTwoMonths = Instant.now().plus(Duration.ofDays(60));
    assertRefused(400, "ValidationException", () -> activate(b -> b.iamRole("absent")))
        .hasMessageContaining("Nonexistent role or missing ssm service principal");
    assertRefused(400, "ValidationException", () -> activate(b -> b.expirationDate(inTwoMonths)));
    assertRefused(400, "ValidationException", () -> activate(b -> b.registrationLimit(1001)));
    assertRefused(
        400,
        "ValidationException",
        () -> activate(b -> b.tags(Tag.builder().key("k").value("v".repeat(257)).build())));
    assertRefused(
        400,
        "ValidationException",
        () ->
            activate(
                b ->
                    b.tags(
                        IntStream.range(0, 51)
                            .mapToObj(i -> Tag.builder().key("k" + i).value("v").build())
                            .toList())));
  }

  @Test
  void needsTheRightToPassTheRole() {
    AWS.aws().faults().deny("alice", "iam:PassRole");
    try {
      assertRefused(400, "AccessDeniedException", () -> activate(b -> {}))
          .hasMessageContaining("iam:PassRole")
          .hasMessageContaining(TestAws.ROLE_ARN);
    } finally {
      AWS.aws().faults().allow("alice", "iam:PassRole");
    }
  }

  @Test
  void isThrottledOnDemand() {
    AWS.aws().faults().throttle("ssm:CreateActivation", 1);

    assertRefused(400, "ThrottlingException", () -> activate(b -> {}));
    assertThat(activate(b -> {}).activationId()).isNotEmpty();
  }

  @Test
  void needsASignatureForAllButTheRegistration() throws Exception {
    HttpResponse<byte[]> answer =
        AWS.send(
            HttpRequest.newBuilder(AWS.endpoint().resolve("/"))
                .header("X-Amz-Target", "AmazonSSM.CreateActivation")
                .POST(BodyPublishers.ofString(Map.of().toString()))
                .build());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), UTF_8))
        .contains("\"__type\":\"MissingAuthenticationTokenException\"");
  }
}
