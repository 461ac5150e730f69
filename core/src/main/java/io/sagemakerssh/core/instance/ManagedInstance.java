package io.sagemakerssh.core.instance;

import java.time.Instant;
import java.util.Comparator;

/**
 * A container as SSM knows it, without its tags: {@code DescribeInstanceInformation} tells none.
 *
 * @param registered when its agent registered
 */
public record ManagedInstance(InstanceId id, PingStatus pingStatus, Instant registered) {
  /** The latest registration first. */
  public static final Comparator<ManagedInstance> NEWEST_FIRST =
      Comparator.comparing(ManagedInstance::registered)
          .reversed()
          .thenComparing(instance -> instance.id().value());

  public boolean isOnline() {
    return pingStatus == PingStatus.ONLINE;
  }
}
