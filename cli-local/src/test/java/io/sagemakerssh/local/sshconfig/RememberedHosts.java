package io.sagemakerssh.local.sshconfig;

import io.sagemakerssh.core.aws.WebAccess;
import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.local.home.AwsCaller;
import io.sagemakerssh.local.home.HostMemory;
import io.sagemakerssh.local.home.RememberedHost;
import io.sagemakerssh.local.home.UserHome;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Hosts that were connected to. */
final class RememberedHosts {
  static final String ONE = "one.training.sagemaker";
  static final String TWO = "two.training.sagemaker";

  private final HostMemory memory;

  RememberedHosts(UserHome home) {
    this.memory = new HostMemory(home.hosts());
  }

  /** A host whose key is pinned. */
  void keep(String alias, int second) {
    keep(alias, true, second);
  }

  /**
   * A host.
   *
   * @param second since 1970, at which it was connected to
   */
  void keep(String alias, boolean pinned, int second) {
    AwsCaller caller =
        new AwsCaller(
            "us-east-1",
            Optional.of("my profile"),
            Optional.empty(),
            Optional.empty(),
            WebAccess.USUAL);
    memory.keep(
        new RememberedHost(
            alias,
            new InstanceId("mi-01234567890abcdef"),
            22,
            pinned,
            Set.of(),
            caller,
            Instant.ofEpochSecond(second)));
  }
}
