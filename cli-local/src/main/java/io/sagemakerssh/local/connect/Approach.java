package io.sagemakerssh.local.connect;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceDirectory;
import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.core.instance.InstanceSearch;
import io.sagemakerssh.core.instance.Registration;
import io.sagemakerssh.core.key.KnownHosts;
import io.sagemakerssh.core.key.SshKeyPair;
import io.sagemakerssh.core.polling.Polling;
import io.sagemakerssh.local.aws.ServiceClients;
import io.sagemakerssh.local.home.AwsCaller;
import io.sagemakerssh.local.home.DirectoryLock;
import io.sagemakerssh.local.home.HostMemory;
import io.sagemakerssh.local.home.RememberedHost;
import io.sagemakerssh.local.home.UserHome;
import io.sagemakerssh.local.job.JobState;
import io.sagemakerssh.local.ssh.Container;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The way to a container, step by step: find its instance, make the key pair, copy the public key,
 * pin the host key, and remember it all.
 */
public final class Approach {
  private final AwsClients aws;
  private final UserHome home;
  private final Steps steps;
  private final Polling patience;
  private final KeyDelivery delivery;
  private final Executor executor;
  private final HostMemory memory;

  /**
   * An approach.
   *
   * @param patience how long and how often to look for the instance
   * @param executor runs what can go on beside the search
   */
  public Approach(
      AwsClients aws,
      UserHome home,
      Steps steps,
      Polling patience,
      KeyDelivery delivery,
      Executor executor) {
    this.aws = aws;
    this.home = home;
    this.steps = steps;
    this.patience = patience;
    this.delivery = delivery;
    this.executor = executor;
    this.memory = new HostMemory(home.hosts());
  }

  /** The container as an earlier run left it, if that can be relied on without asking. */
  public Optional<Container> remembered(Destination destination) {
    if (!Files.exists(home.privateKey())) {
      return Optional.empty();
    }
    return memory
        .of(destination.alias())
        .filter(host -> host.isFresh(patience.clock().instant(), caller()))
        .flatMap(
            host -> {
              SshKeyPair key = SshKeyPair.in(home.privateKey());
              return host.hasKey(host.instance(), key.publicKey().fingerprint())
                  ? Optional.of(
                      new Container(
                          host.alias(), host.instance(), host.port(), host.pinned(), key, true))
                  : Optional.empty();
            });
  }

  /** The container's instance, as soon as it is online. */
  public Registration find(Destination destination) {
    steps.step("Get instance IDs");
    InstanceDirectory directory = new InstanceDirectory(aws::ssm);
    Registration found =
        new InstanceSearch(directory, patience).find(destination.query(), watcher(destination));
    steps.step("List and filter instances: " + found.id());
    return found;
  }

  /**
   * Goes all the way.
   *
   * @param found told of the instance as soon as it is found
   * @throws UserError if a step fails
   */
  public Container reach(Destination destination, Consumer<Registration> found) {
    Optional<RememberedHost> before = memory.of(destination.alias());
    if (before.isEmpty()) {
      delivery.prepare();
    }
    Registration registration = find(destination);
    found.accept(registration);
    steps.step("Generate SSH key pair, unless there is one: " + home.privateKey());
    SshKeyPair key = SshKeyPair.in(home.privateKey());
    String fingerprint = key.publicKey().fingerprint();
    boolean there = before.map(host -> host.hasKey(registration.id(), fingerprint)).orElse(false);
    if (!there) {
      copy(key, registration.id());
    }
    boolean pinned = keep(destination, registration, fingerprint);
    return new Container(
        destination.alias(), registration.id(), registration.port(), pinned, key, there);
  }

  /** Copies the key once more, into a container that has lost it. */
  public Container copyAgain(Container container) {
    copy(container.key(), container.instance());
    return new Container(
        container.alias(),
        container.instance(),
        container.port(),
        container.pinned(),
        container.key(),
        false);
  }

  private void copy(SshKeyPair key, InstanceId instance) {
    steps.step("Copy SSH public key through S3");
    delivery.deliver(key.publicKey(), instance);
  }

  private boolean keep(Destination destination, Registration registration, String fingerprint) {
    return new DirectoryLock(home.ours())
        .holding(
            () -> {
              Optional<RememberedHost> before = memory.of(destination.alias());
              boolean pinned =
                  new HostPin(new KnownHosts(home.knownHosts()), steps)
                      .pin(destination.alias(), registration, before);
              Set<String> keys = new HashSet<>(Set.of(fingerprint));
              before
                  .filter(host -> host.instance().equals(registration.id()))
                  .ifPresent(host -> keys.addAll(host.keys()));
              memory.keep(
                  new RememberedHost(
                      destination.alias(),
                      registration.id(),
                      registration.port(),
                      pinned,
                      keys,
                      caller(),
                      patience.clock().instant()));
              return pinned;
            });
  }

  /**
   * Looks whether the job is the reason that a container cannot be reached: SSM takes an instance
   * for online some minutes longer than it is.
   *
   * @throws UserError as {@link JobState#ofRunning}, but not if SageMaker cannot be asked
   */
  void checkJob(Destination destination) {
    if (destination.job().isEmpty()) {
      return;
    }
    try {
      jobState().ofRunning(destination.job().get());
    } catch (UserError why) {
      if (JobState.isHopeless(why)) {
        throw why;
      }
    }
  }

  private JobState jobState() {
    return new JobState(ServiceClients.sageMaker(aws));
  }

  private InstanceSearch.Watcher watcher(Destination destination) {
    return destination
        .query()
        .host()
        .<InstanceSearch.Watcher>map(
            host ->
                new JobWatch(
                    host.job(), host.node(), jobState(), steps, executor, patience.clock()))
        .orElse((offline, left) -> {});
  }

  private AwsCaller caller() {
    return AwsCaller.of(aws.settings(), aws.region().id());
  }
}
