package io.sagemakerssh.remote.registration;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.file.WholeFile;
import io.sagemakerssh.remote.endpoint.CredentialsSignature;
import io.sagemakerssh.remote.endpoint.Retry;
import io.sagemakerssh.remote.endpoint.SsmEndpoint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the container a managed instance: an activation with the container's tags, then the
 * registration, whose outcome is kept in a file. Registering again, from this or another process,
 * gives the same instance as long as the container is still rightly described by its tags.
 */
public final class Registrar {
  private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

  private static final String ROLE = ":role/";

  private final AwsClients clients;
  private final Environment environment;
  private final RegistrationFile file;
  private final String helperVersion;
  private final Clock clock;
  private final Retry retry;

  /**
   * @param clients with the job's credentials
   * @param file where the registration is kept
   * @param helperVersion our version, for the tag {@code SSHHelper}
   */
  public Registrar(
      AwsClients clients,
      Environment environment,
      RegistrationFile file,
      String helperVersion,
      Clock clock) {
    this(clients, environment, file, helperVersion, clock, Retry.USUAL);
  }

  Registrar(
      AwsClients clients,
      Environment environment,
      RegistrationFile file,
      String helperVersion,
      Clock clock,
      Retry retry) {
    this.clients = clients;
    this.environment = environment;
    this.file = file;
    this.helperVersion = helperVersion;
    this.clock = clock;
    this.retry = retry;
  }

  /**
   * The container's managed instance, registered now unless it was before.
   *
   * @param hostKey the SSH server's public key, {@code ssh-ed25519 AAAA…}
   * @param port the SSH server's port
   * @throws UserError if the settings are unusable or AWS refuses
   */
  public synchronized ManagedInstance register(String hostKey, int port) {
    ActivationTags tags = ActivationTags.of(environment, hostKey, port, helperVersion);
    String region = clients.region().id();
    try (FileChannel channel = lockFile();
        FileLock lock = channel.lock()) {
      LOG.trace("Holding {}", lock);
      Optional<ManagedInstance> known =
          file.read().filter(i -> i.region().equals(region) && tags.describe(i));
      if (known.isPresent()) {
        LOG.info("Already registered as {}", known.get());
        return known.get();
      }
      ManagedInstance instance = new Registration(clients, retry, role()).register(tags, clock);
      keep(instance);
      LOG.info(
          "Successfully registered the instance with AWS SSM using Managed instance-id: {}",
          instance.id());
      return instance;
    } catch (IOException unwritable) {
      throw file.cannotWrite(unwritable);
    }
  }

  /** Or makes it unknown again: nobody else could, and it would stay for ever. */
  private void keep(ManagedInstance instance) {
    try {
      file.write(instance);
    } catch (UserError unwritable) {
      try {
        deregister(instance.id());
      } catch (UserError refused) {
        LOG.warn("{}: {}. {}", refused.what(), refused.why(), refused.advice());
      }
      throw unwritable;
    }
  }

  /**
   * A permission for another SSM agent, such as Amazon's, to register this container.
   *
   * @throws UserError if the settings are unusable or AWS refuses
   */
  public Activation activate(String hostKey, int port) {
    ActivationTags tags = ActivationTags.of(environment, hostKey, port, helperVersion);
    return new Registration(clients, retry, role()).activate(tags, clock);
  }

  /**
   * Makes the container unknown to AWS, with the job's credentials, and forgets its registration.
   *
   * @throws UserError if AWS refuses
   */
  public void deregister(ManagedInstance instance) {
    deregister(instance.id());
    file.delete();
  }

  /**
   * Makes an instance of another SSM agent unknown to AWS.
   *
   * @throws UserError if AWS refuses
   */
  public void deregister(String instanceId) {
    JsonObject input = new JsonObject();
    input.addProperty("InstanceId", instanceId);
    new AwsCall("deregister " + instanceId, "ssm:DeregisterManagedInstance", "*")
        .make(
            () ->
                retry
                    .brief()
                    .call(
                        () ->
                            SsmEndpoint.of(clients)
                                .call(
                                    "DeregisterManagedInstance",
                                    input,
                                    new CredentialsSignature(
                                        clients.credentials(), clients.region().id())),
                        Retry::isPassing));
  }

  private FileChannel lockFile() throws IOException {
    Path path = file.path();
    WholeFile.privateDirectory(path.getParent());
    return FileChannel.open(
        path.resolveSibling(path.getFileName() + ".lock"),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE);
  }

  /** The role's name with its path; a whole ARN is taken too. */
  private String role() {
    String role =
        environment
            .text(ContainerVariables.SSH_SSM_ROLE)
            .orElseThrow(RegistrationErrors::roleMissing);
    int behindRole = role.indexOf(ROLE);
    return behindRole < 0 ? role : role.substring(behindRole + ROLE.length());
  }
}
