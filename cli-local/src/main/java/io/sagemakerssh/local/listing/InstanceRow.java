package io.sagemakerssh.local.listing;

import io.sagemakerssh.core.instance.Registration;
import java.time.Instant;

/**
 * One instance as the list shows it.
 *
 * @param owner {@code me}, {@code other}, or a dash where no owner is told
 * @param since when it was registered
 */
public record InstanceRow(
    String job, String node, String status, String owner, Instant since, String instance) {

  /**
   * The row of an instance.
   *
   * @param me the caller's UserId
   */
  static InstanceRow of(Registration registration, String me) {
    return new InstanceRow(
        registration.resourceName().orElse("-"),
        registration.node().orElse("-"),
        registration.instance().pingStatus().word(),
        registration.owner().map(owner -> owner.equals(me) ? "me" : "other").orElse("-"),
        registration.since(),
        registration.id().value());
  }
}
