package io.sagemakerssh.remote.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.endpoint.Retry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrarTest {
  private static final String HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA";
  private static final String ARN = "arn:aws:sagemaker:eu-west-1:123456789012:training-job/train";
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  @TempDir private Path home;
  private final Map<String, String> variables = new HashMap<>();
  private FakeSsm ssm;

  @BeforeEach
  void start() throws IOException {
    ssm = new FakeSsm();
    variables.put("SSH_SSM_ROLE", "service-role/SageMakerRole");
    variables.put("SSH_OWNER_TAG", "AIDAOWNER");
    variables.put("TRAINING_JOB_NAME", "train");
    variables.put("TRAINING_JOB_ARN", ARN);
    variables.put("SAGEMAKER_BASE_DIR", home.resolve("ml").toString());
  }

  @AfterEach
  void stop() {
    ssm.close();
  }

  private RegistrationFile file() {
    return new RegistrationFile(home.resolve("private/registration.json"));
  }

  private Registrar registrar() {
    Retry retry = new Retry(3, Duration.ofMillis(1), Duration.ofMillis(2), pause -> {});
    return new Registrar(ssm.clients(), new Environment(variables), file(), "0.1.0", CLOCK, retry);
  }

  private UserError refused() {
    return catchThrowableOfType(UserError.class, () -> registrar().register(HOST_KEY, 2222));
  }

  @Test
  void activatesWithTheTagsOfTheContract() throws IOException {
    Path config = home.resolve("ml/input/config/resourceconfig.json");
    Files.createDirectories(config.getParent());
    Files.writeString(config, "{\"current_host\":\"algo-1\",\"hosts\":[\"algo-1\"]}");

    registrar().register(HOST_KEY + " root@host", 2222);

    JsonObject input = ssm.requests("CreateActivation").get(0).json();
    assertThat(input.get("IamRole").getAsString()).isEqualTo("service-role/SageMakerRole");
    assertThat(input.get("RegistrationLimit").getAsInt()).isEqualTo(1);
    Map<String, String> tags = new TreeMap<>();
    input
        .getAsJsonArray("Tags")
        .forEach(
            tag ->
                tags.put(
                    tag.getAsJsonObject().get("Key").getAsString(),
                    tag.getAsJsonObject().get("Value").getAsString()));
    assertThat(tags)
        .containsOnly(
            Map.entry("SSHOwner", "AIDAOWNER"),
            Map.entry("SSHCreator", "AROAEXAMPLE:job"),
            Map.entry("SSHTimestamp", "1700000000"),
            Map.entry("SSHResourceName", "train"),
            Map.entry("SSHResourceArn", ARN),
            Map.entry("SSHHostKey", HOST_KEY),
            Map.entry("SSHPort", "2222"),
            Map.entry("SSHNode", "algo-1"),
            Map.entry("SSHHelper", "0.1.0"));
  }

  @Test
  void registersThePublicHalfOfTheKeptKeyWithoutSignature() throws Exception {
    ManagedInstance instance = registrar().register(HOST_KEY, 2222);

    FakeSsm.Request request = ssm.requests(FakeSsm.REGISTER).get(0);
    assertThat(request.headers()).doesNotContainKey("authorization");
    JsonObject input = request.json();
    assertThat(input.get("ActivationId").getAsString())
        .isEqualTo("11111111-2222-3333-4444-555555555555");
    assertThat(input.get("ActivationCode").getAsString()).isEqualTo("code-of-20-characters");
    assertThat(input.get("PublicKeyType").getAsString()).isEqualTo("Rsa");
    assertThat(input.get("Fingerprint").getAsString()).isEqualTo(instance.fingerprint());
    RSAPublicKey sent =
        (RSAPublicKey)
            KeyFactory.getInstance("RSA")
                .generatePublic(
                    new X509EncodedKeySpec(
                        Base64.getDecoder().decode(input.get("PublicKey").getAsString())));
    assertThat(sent.getModulus()).isEqualTo(((RSAPrivateCrtKey) instance.key()).getModulus());
    assertThat(sent.getModulus().bitLength()).isEqualTo(2048);
  }

  @Test
  void keepsTheRegistrationForTheOwnerOnly() throws IOException {
    ManagedInstance instance = registrar().register(HOST_KEY, 2222);

    assertThat(Files.getPosixFilePermissions(file().path()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(file().read()).contains(instance);
    try (var files = Files.list(file().path().getParent())) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("registration.json", "registration.json.lock");
    }
  }

  @Test
  void registeringTwiceGivesTheSameInstance() {
    ManagedInstance first = registrar().register(HOST_KEY, 2222);
    ManagedInstance second = registrar().register(HOST_KEY, 2222);

    assertThat(second).isEqualTo(first);
    assertThat(ssm.requests(FakeSsm.REGISTER)).hasSize(1);
    assertThat(ssm.requests("GetCallerIdentity")).hasSize(1);
  }

  @Test
  void registersAnewWhenTheKeptInstanceIsAnotherJobs() {
    registrar().register(HOST_KEY, 2222);
    variables.put("TRAINING_JOB_NAME", "another");

    ManagedInstance instance = registrar().register(HOST_KEY, 2222);

    assertThat(ssm.requests(FakeSsm.REGISTER)).hasSize(2);
    assertThat(instance.tags()).containsEntry("SSHResourceName", "another");
  }

  @Test
  void registersAnewWhenTheFileIsDamaged() throws IOException {
    Files.createDirectories(file().path().getParent());
    Files.writeString(file().path(), "{\"id\":\"mi-0\",\"key\":\"bm8ga2V5\"}");

    registrar().register(HOST_KEY, 2222);

    assertThat(file().read()).isPresent();
  }

  @Test
  void takesARolesWholeArnToo() {
    variables.put("SSH_SSM_ROLE", "arn:aws:iam::123456789012:role/service-role/SageMakerRole");

    registrar().register(HOST_KEY, 2222);

    assertThat(ssm.requests("CreateActivation").get(0).json().get("IamRole").getAsString())
        .isEqualTo("service-role/SageMakerRole");
  }

  @Test
  void repeatsAfterThrottling() {
    ssm.refuse(FakeSsm.REGISTER, 400, "ThrottlingException", "Rate exceeded");
    ssm.answer(FakeSsm.REGISTER, 200, "{\"InstanceId\":\"mi-0123456789abcdef1\"}");

    assertThat(registrar().register(HOST_KEY, 2222).id()).isEqualTo("mi-0123456789abcdef1");
  }

  @Test
  void throttlingBeyondAllRetriesIsSaid() {
    ssm.refuse(FakeSsm.REGISTER, 400, "ThrottlingException", "Rate exceeded");

    assertThat(refused().exitCode()).isEqualTo(ExitCode.THROTTLED);
    assertThat(ssm.requests(FakeSsm.REGISTER)).hasSize(3);
  }

  @Test
  void missingRoleIsRefusedBeforeAnyCall() {
    variables.remove("SSH_SSM_ROLE");

    UserError error = refused();

    assertThat(error.why()).contains("SSH_SSM_ROLE");
    assertThat(ssm.requests("GetCallerIdentity")).isEmpty();
    assertThat(file().path()).doesNotExist();
  }

  @Test
  void deniedActivationNamesTheMissingStatement() {
    ssm.refuse(
        "CreateActivation",
        400,
        "AccessDeniedException",
        "User: arn:aws:sts::1:assumed-role/r/job is not authorized to perform:"
            + " ssm:CreateActivation on resource: *");

    UserError error = refused();

    assertThat(error.exitCode()).isEqualTo(ExitCode.ACCESS_DENIED);
    assertThat(error.advice()).contains("\"Action\":\"ssm:CreateActivation\"");
  }

  @Test
  void deniedPassRoleNamesTheRole() {
    ssm.refuse(
        "CreateActivation",
        400,
        "AccessDeniedException",
        "User: x is not authorized to perform: iam:PassRole on resource:"
            + " arn:aws:iam::123456789012:role/service-role/SageMakerRole");

    assertThat(refused().advice())
        .contains("\"Action\":\"iam:PassRole\"")
        .contains("arn:aws:iam::123456789012:role/service-role/SageMakerRole");
  }

  @Test
  void roleThatSsmMayNotAssumeIsExplained() {
    ssm.refuse(
        "CreateActivation",
        400,
        "ValidationException",
        "Nonexistent role or missing ssm service principal in trust policy");

    assertThat(refused().advice()).contains("SSH_SSM_ROLE").contains("sts:AssumeRole");
  }

  @Test
  void usedUpActivationIsExplained() {
    ssm.refuse(FakeSsm.REGISTER, 400, "InvalidActivation", "");

    UserError error = refused();

    assertThat(error.exitCode()).isEqualTo(ExitCode.REGISTRATION_FAILED);
    assertThat(error.advice()).contains("sm-init-ssm");
    assertThat(file().path()).doesNotExist();
  }

  @Test
  void missingTierIsExplained() {
    ssm.refuse(FakeSsm.REGISTER, 400, "ValidationException", "Enable advanced-instances tier");

    assertThat(refused().exitCode()).isEqualTo(ExitCode.ADVANCED_TIER_REQUIRED);
  }

  @Test
  void errorThatIsNoJsonIsReported() {
    ssm.answer(FakeSsm.REGISTER, 200, "");
    ssm.refuse(FakeSsm.REGISTER, 502, "x", "y");

    assertThat(refused().exitCode()).isEqualTo(ExitCode.REGISTRATION_FAILED);
  }

  @Test
  void unreachableEndpointIsSaid() {
    ssm.close();

    UserError error = refused();

    assertThat(error.exitCode()).as(error.why()).isEqualTo(ExitCode.ENDPOINT_UNREACHABLE);
    assertThat(error.advice()).contains("VPC endpoints");
  }

  @Test
  void tagValueThatAwsWouldRefuseIsRefusedFirst() {
    variables.put("SSH_OWNER_TAG", "o".repeat(257));
    assertThat(refused().why()).contains("SSHOwner").contains("257");

    variables.put("SSH_OWNER_TAG", "owner;");
    assertThat(refused().why()).contains("SSHOwner");
    assertThat(ssm.requests("CreateActivation")).isEmpty();
  }

  @Test
  void unwritableHomeIsSaid() throws IOException {
    Files.writeString(home.resolve("private"), "a file in the way");

    assertThat(refused().exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
    assertThat(ssm.requests("CreateActivation")).isEmpty();
  }

  @Test
  void whatCannotBeKeptIsMadeUnknownAgain() throws IOException {
    ssm.answer("DeregisterManagedInstance", 200, "{}");
    Files.createDirectories(file().path().resolve("a directory in the way"));

    assertThat(refused().exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);

    assertThat(ssm.requests(FakeSsm.REGISTER)).hasSize(1);
    assertThat(ssm.requests("DeregisterManagedInstance").get(0).body())
        .contains("mi-0123456789abcdef0");
  }

  @Test
  void deregistersAndForgets() {
    ssm.answer("DeregisterManagedInstance", 200, "{}");
    ManagedInstance instance = registrar().register(HOST_KEY, 2222);

    registrar().deregister(instance);

    assertThat(ssm.requests("DeregisterManagedInstance").get(0).body()).contains(instance.id());
    assertThat(file().read()).isEmpty();
  }
}
