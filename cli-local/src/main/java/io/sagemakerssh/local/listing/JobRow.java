package io.sagemakerssh.local.listing;

import io.sagemakerssh.core.instance.Registration;
import java.time.Instant;
import java.util.Optional;

/**
 * A container, or a job that has none yet, as the list shows it.
 *
 * @param ssh the instance's ping status, or {@link #STARTING} or {@link #NONE}
 * @param owner the UserId of who may connect
 * @param since when the instance was registered, or the job created
 */
public record JobRow(
    String job,
    Optional<String> node,
    String ssh,
    Optional<String> owner,
    Instant since,
    Optional<String> instance) {

  /** The job was started with SSH; its container has not registered yet. */
  static final String STARTING = "Starting";

  /** The job was started without SSH. */
  static final String NONE = "none";

  static JobRow of(Registration registration) {
    return new JobRow(
        registration.resourceName().orElse("-"),
        registration.node(),
        registration.instance().pingStatus().word(),
        registration.owner(),
        registration.since(),
        Optional.of(registration.id().value()));
  }
}
