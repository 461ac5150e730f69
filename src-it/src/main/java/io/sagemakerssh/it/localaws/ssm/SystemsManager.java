package io.sagemakerssh.it.localaws.ssm;

import io.sagemakerssh.it.localaws.auth.CredentialStore;
import io.sagemakerssh.it.localaws.http.JsonOperation;
import io.sagemakerssh.it.localaws.http.JsonService;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.iam.Account;
import io.sagemakerssh.it.localaws.messages.JobListener;
import io.sagemakerssh.it.localaws.messages.MessageService;
import java.security.PublicKey;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Systems Manager's parts, put together. */
public final class SystemsManager {
  private final ManagedInstances instances;
  private final Commands commands;
  private final JsonService service;

  public SystemsManager(
      MessageService messages,
      CredentialStore credentials,
      AccessControl accessControl,
      Account account,
      Clock clock) {
    this.instances = new ManagedInstances(messages.controlChannels(), account, clock);
    this.commands = new Commands(messages.controlChannels(), clock);
    Access access = new Access(accessControl, instances);
    SsmDocuments documents = new SsmDocuments(account);
    SettingOperations settings = new SettingOperations(access, account);
    Map<String, JsonOperation> operations = new HashMap<>();
    operations.putAll(settings.operations());
    operations.putAll(new DocumentOperations(documents, access).operations());
    operations.putAll(
        new RegistrationOperations(instances, credentials, access, clock).operations());
    operations.putAll(new InstanceOperations(instances, messages, access, clock).operations());
    operations.putAll(
        new CommandOperations(commands, instances, documents, access, clock).operations());
    operations.putAll(
        new SessionOperations(messages, instances, documents, settings, access, account)
            .operations());
    this.service =
        new JsonService("ssm", "AmazonSSM", operations, Set.of("RegisterManagedInstance"));
  }

  public JsonService service() {
    return service;
  }

  /** Hears what agents say of commands. */
  public JobListener jobListener() {
    return commands;
  }

  /** The registered key of a managed instance. */
  public Optional<PublicKey> publicKey(String instanceId) {
    return instances.publicKey(instanceId);
  }

  /** Whether there is such a managed instance. */
  public boolean isRegistered(String instanceId) {
    return instances.find(instanceId).isPresent();
  }

  /** Does what has become due. */
  public void tick() {
    commands.tick();
  }
}
