package io.sagemakerssh.remote.registration;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.endpoint.CredentialsSignature;
import io.sagemakerssh.remote.endpoint.Retry;
import io.sagemakerssh.remote.endpoint.SsmEndpoint;
import io.sagemakerssh.remote.endpoint.StsEndpoint;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The calls to AWS that make a container a managed instance: who am I, an activation, and its use
 * (PROTOCOL.md D.1).
 */
final class Registration {
  private final AwsClients clients;
  private final Retry retry;
  private final String role;

  /**
   * @param clients with the job's credentials
   * @param role the role that the managed instance runs under, with its path
   */
  Registration(AwsClients clients, Retry retry, String role) {
    this.clients = clients;
    this.retry = retry;
    this.role = role;
  }

  /**
   * A new managed instance with these tags.
   *
   * @throws UserError if AWS refuses or is not to be reached
   */
  ManagedInstance register(ActivationTags tags, Clock clock) {
    // Takes as long as the calls to AWS do, so they run side by side.
    CompletableFuture<KeyPair> keys = CompletableFuture.supplyAsync(Registration::generateKeys);
    ActivationTags stamped = stamped(tags, clock);
    Activation activation = activation(stamped);
    KeyPair pair = keys.join();
    String fingerprint = UUID.randomUUID().toString();
    String id =
        explained("ssm:RegisterManagedInstance", () -> instanceId(activation, pair, fingerprint));
    return new ManagedInstance(
        id, clients.region().id(), pair.getPrivate(), fingerprint, stamped.values());
  }

  /** A permission to register, for whoever presents it first. */
  Activation activate(ActivationTags tags, Clock clock) {
    return activation(stamped(tags, clock));
  }

  private ActivationTags stamped(ActivationTags tags, Clock clock) {
    String creator =
        explained("sts:GetCallerIdentity", () -> new StsEndpoint(clients, retry).callerUserId());
    return tags.stamped(creator, clock.instant().getEpochSecond());
  }

  private Activation activation(ActivationTags stamped) {
    return explained("ssm:CreateActivation", () -> activate(stamped.values()));
  }

  private static <T> T explained(String action, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException failure) {
      throw RegistrationErrors.explain(action, failure);
    }
  }

  private Activation activate(Map<String, String> tags) {
    JsonArray list = new JsonArray();
    tags.forEach(
        (key, value) -> {
          JsonObject tag = new JsonObject();
          tag.addProperty("Key", key);
          tag.addProperty("Value", value);
          list.add(tag);
        });
    JsonObject input = new JsonObject();
    input.addProperty("IamRole", role);
    input.addProperty("RegistrationLimit", 1);
    input.addProperty("Description", "SageMaker SSH Helper for Java");
    input.add("Tags", list);
    SsmEndpoint endpoint = SsmEndpoint.of(clients);
    CredentialsSignature signature =
        new CredentialsSignature(clients.credentials(), clients.region().id());
    // Throttling passes; whoever cannot reach AWS is to know it soon.
    JsonObject answer =
        retry.call(
            () ->
                retry
                    .brief()
                    .call(
                        () -> endpoint.call("CreateActivation", input, signature),
                        failure -> Retry.isPassing(failure) && !Retry.isThrottled(failure)),
            Retry::isThrottled);
    return new Activation(
        SsmEndpoint.required(answer, "ActivationId"),
        SsmEndpoint.required(answer, "ActivationCode"));
  }

  private String instanceId(Activation activation, KeyPair keys, String fingerprint) {
    JsonObject input = new JsonObject();
    input.addProperty("ActivationId", activation.id());
    input.addProperty("ActivationCode", activation.code());
    input.addProperty("Fingerprint", fingerprint);
    input.addProperty(
        "PublicKey", Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
    input.addProperty("PublicKeyType", "Rsa");
    SsmEndpoint endpoint = SsmEndpoint.of(clients);
    JsonObject answer =
        retry.call(
            () -> endpoint.call("RegisterManagedInstance", input, SsmEndpoint.Signer.ANONYMOUS),
            Retry::isPassing);
    return SsmEndpoint.required(answer, "InstanceId");
  }

  private static KeyPair generateKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Java lacks RSA", impossible);
    }
  }
}
