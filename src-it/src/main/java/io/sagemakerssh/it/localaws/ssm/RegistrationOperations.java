package io.sagemakerssh.it.localaws.ssm;

import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.auth.CredentialStore;
import io.sagemakerssh.it.localaws.auth.Credentials;
import io.sagemakerssh.it.localaws.auth.Role;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.Json;
import io.sagemakerssh.it.localaws.http.JsonInput;
import io.sagemakerssh.it.localaws.http.JsonOperation;
import io.sagemakerssh.it.localaws.iam.RequestContext;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Activations, the registration of instances with them, and the instances' credentials. */
final class RegistrationOperations {
  private static final String SERVICE = "ssm.amazonaws.com";
  private static final Duration USUAL_EXPIRATION = Duration.ofHours(24);
  private static final Duration LONGEST_EXPIRATION = Duration.ofDays(30);
  private static final Duration CREDENTIALS_LIFETIME = Duration.ofHours(1);

  private final Map<String, Activation> activations = new ConcurrentHashMap<>();
  private final RandomIds ids = new RandomIds();
  private final ManagedInstances instances;
  private final CredentialStore credentials;
  private final Access access;
  private final Clock clock;

  RegistrationOperations(
      ManagedInstances instances, CredentialStore credentials, Access access, Clock clock) {
    this.instances = instances;
    this.credentials = credentials;
    this.access = access;
    this.clock = clock;
  }

  Map<String, JsonOperation> operations() {
    return Map.of(
        "CreateActivation", this::createActivation,
        "RegisterManagedInstance", this::register,
        "RequestManagedInstanceRoleToken", this::requestRoleToken,
        "UpdateManagedInstancePublicKey", this::updatePublicKey);
  }

  private JsonObject createActivation(JsonObject json, AwsRequest request) {
    JsonInput input = new JsonInput(json);
    access.demand(request.caller(), "CreateActivation");
    String roleName = input.text("IamRole");
    Role role =
        credentials
            .roleNamed(roleName)
            .filter(found -> found.trusted().contains(SERVICE))
            .orElseThrow(
                () ->
                    AwsError.validation(
                        "Nonexistent role or missing ssm service principal in trust policy: "
                            + roleName));
    access
        .accessControl()
        .demand(
            request.caller(),
            "iam:PassRole",
            role.arn(),
            RequestContext.EMPTY.with("iam:PassedToService", SERVICE));
    Map<String, String> tags = Tags.read(input);
    if (tags.size() > Tags.MOST) {
      throw AwsError.validation("More than " + Tags.MOST + " tags");
    }
    if (!tags.isEmpty()) {
      access.accessControl().demand(request.caller(), "ssm:AddTagsToResource", role.arn());
    }
    Activation activation =
        new Activation(
            UUID.randomUUID().toString(),
            ids.letters(20),
            role,
            input.number("RegistrationLimit", 1, 1000, 1),
            expiration(input),
            input.optionalText("DefaultInstanceName").orElse(""),
            tags);
    activations.put(activation.id(), activation);
    JsonObject answer = Json.object("ActivationId", activation.id());
    answer.addProperty("ActivationCode", activation.code());
    return answer;
  }

  private Instant expiration(JsonInput input) {
    Instant now = clock.instant();
    Instant expiration = input.time("ExpirationDate").orElse(now.plus(USUAL_EXPIRATION));
    if (!expiration.isAfter(now) || expiration.isAfter(now.plus(LONGEST_EXPIRATION))) {
      throw AwsError.validation("ExpirationDate must be in the future, at most 30 days from now.");
    }
    return expiration;
  }

  private JsonObject register(JsonObject json, AwsRequest request) {
    JsonInput input = new JsonInput(json);
    Activation activation = activations.get(input.text("ActivationId"));
    if (activation == null) {
      throw Activation.invalid("There is no such activation ID.");
    }
    PublicKey key = PublicKeys.read(input, "PublicKey", "PublicKeyType");
    String fingerprint = input.text("Fingerprint");
    activation.register(input.text("ActivationCode"), clock.instant());
    ManagedInstance instance =
        new ManagedInstance("mi-" + ids.hex(17), activation, key, fingerprint, clock.instant());
    instances.add(instance);
    return Json.object("InstanceId", instance.id());
  }

  private JsonObject requestRoleToken(JsonObject json, AwsRequest request) {
    ManagedInstance instance = instances.demand(request.caller().accessKeyId());
    if (!instance.fingerprint().equals(new JsonInput(json).text("Fingerprint"))) {
      throw AwsError.badRequest(
          "MachineFingerprintDoesNotMatch", "The fingerprint is not that of the registration.");
    }
    Credentials issued =
        credentials.issue(instance.role().arn(), instance.id(), CREDENTIALS_LIFETIME);
    JsonObject answer = new JsonObject();
    answer.addProperty("AccessKeyId", issued.accessKeyId());
    answer.addProperty("SecretAccessKey", issued.secretAccessKey());
    answer.addProperty("SessionToken", issued.sessionToken());
    answer.addProperty("TokenExpirationDate", issued.expiration().getEpochSecond());
    answer.addProperty("UpdateKeyPair", false);
    return answer;
  }

  private JsonObject updatePublicKey(JsonObject json, AwsRequest request) {
    ManagedInstance instance = instances.demand(request.caller().accessKeyId());
    instance.publicKey(PublicKeys.read(new JsonInput(json), "NewPublicKey", "NewPublicKeyType"));
    return new JsonObject();
  }
}
