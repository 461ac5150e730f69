package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Diagnosis;
import io.sagemakerssh.core.diagnosis.Examination;
import io.sagemakerssh.core.diagnosis.Examined;
import io.sagemakerssh.core.key.KeysPath;
import io.sagemakerssh.local.connect.Destination;
import io.sagemakerssh.local.connect.KeyDelivery;
import io.sagemakerssh.local.home.UserHome;
import io.sagemakerssh.local.permissions.Identity;
import io.sagemakerssh.local.tunnel.SessionTunnels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** All that lies between the user and a container's SSH server, looked at in its order. */
public final class Checkup {
  private final AwsClients aws;
  private final UserHome home;
  private final Optional<KeysPath> keys;
  private final Executor executor;

  /**
   * A checkup.
   *
   * @param keys where public keys travel through, if not through the account's default bucket
   * @param executor for what checks ask side by side
   */
  public Checkup(AwsClients aws, UserHome home, Optional<KeysPath> keys, Executor executor) {
    this.aws = aws;
    this.home = home;
    this.keys = keys;
    this.executor = executor;
  }

  /**
   * Makes every check.
   *
   * @param destination the job; without one only what concerns all jobs is looked at
   * @param told of each check in its order
   */
  public Diagnosis of(Optional<Destination> destination, Consumer<Examined> told) {
    ExecutorService threads = Executors.newCachedThreadPool(Checkup::thread);
    try (SessionTunnels sessions = new SessionTunnels(aws)) {
      Case of =
          new Case(
              aws,
              destination,
              keys,
              threads,
              container -> sessions.to(container.id(), container.port()));
      return new Examination(checks(of), threads).run(told);
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Check> checks(Case of) {
    List<Check> checks = new ArrayList<>(ofTheAccount(of));
    if (of.destination().isPresent()) {
      checks.addAll(ofTheContainer(of));
    }
    return checks;
  }

  private static List<Check> ofTheAccount(Case of) {
    return List.of(
        new RegionCheck(of),
        new CredentialsCheck(of),
        new ProxyCheck(of),
        new EndpointsCheck(of),
        new ClockCheck(of),
        new IdentityCheck(of),
        new TierCheck(of));
  }

  private List<Check> ofTheContainer(Case of) {
    return List.of(
        new JobCheck(of),
        new TrustCheck(of),
        new RolePolicyCheck(Identity.EXECUTION, of, executor),
        new RolePolicyCheck(Identity.SSM, of, executor),
        new LogCheck(of),
        new ActivationCheck(of),
        new PingCheck(of),
        new ConnectionCheck(of),
        new OwnerCheck(of),
        new KeyCopyCheck(of, home, new KeyDelivery(aws, keys, executor)),
        new SessionCheck(of),
        new BannerCheck(of),
        new HostKeyCheck(of));
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sm-ssh-check");
    thread.setDaemon(true);
    return thread;
  }
}
