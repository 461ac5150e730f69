package io.sagemakerssh.it.localaws.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import io.sagemakerssh.it.localaws.TestAgent;
import io.sagemakerssh.it.localaws.TestAws;
import io.sagemakerssh.remote.registration.ManagedInstance;
import io.sagemakerssh.remote.registration.RoleCredentials;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.StsClient;

/** RequestManagedInstanceRoleToken: only the registered key gives the role's credentials. */
class InstanceCredentialsTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  @TempDir static Path directory;
  private static TestAgent agent;

  @BeforeAll
  static void register() {
    agent = TestAgent.online(AWS.aws(), directory, "credentials", "AIDA1");
  }

  @AfterAll
  static void leave() {
    agent.close();
  }

  private static ManagedInstance with(String id, PrivateKey key, String fingerprint) {
    return new ManagedInstance(id, TestAws.REGION.id(), key, fingerprint, agent.instance().tags());
  }

  private static void assertRefused(String code, ManagedInstance instance, Clock clock) {
    assertThatThrownBy(
            () -> new RoleCredentials(agent.clients(), instance, clock).resolveCredentials())
        .cause()
        .asInstanceOf(throwable(AwsServiceException.class))
        .extracting(refused -> refused.awsErrorDetails().errorCode())
        .isEqualTo(code);
  }

  @Test
  void theRegisteredKeyGivesTheRole() {
    assertThat(AWS.client(StsClient.builder(), agent.credentials()).getCallerIdentity().arn())
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/SageMakerRole/" + agent.id());
  }

  @Test
  void anotherKeyDoesNot() throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    ManagedInstance impostor =
        with(agent.id(), generator.generateKeyPair().getPrivate(), agent.instance().fingerprint());

    assertRefused("InvalidSignatureException", impostor, Clock.systemUTC());
  }

  @Test
  void anotherMachineDoesNot() {
    assertRefused(
        "MachineFingerprintDoesNotMatch",
        with(agent.id(), agent.instance().key(), "0c9a2f2e-0000-0000-0000-000000000000"),
        Clock.systemUTC());
  }

  @Test
  void anUnknownInstanceDoesNot() {
    assertRefused(
        "UnrecognizedClientException",
        with("mi-00000000000000000", agent.instance().key(), agent.instance().fingerprint()),
        Clock.systemUTC());
  }

  @Test
  void aClockThatIsFarOffDoesNot() {
    assertRefused(
        "InvalidSignatureException",
        agent.instance(),
        Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10)));
  }
}
