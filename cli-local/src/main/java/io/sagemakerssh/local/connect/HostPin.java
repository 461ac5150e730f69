package io.sagemakerssh.local.connect;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceTags;
import io.sagemakerssh.core.instance.Registration;
import io.sagemakerssh.core.key.KnownHosts;
import io.sagemakerssh.core.key.SshPublicKey;
import io.sagemakerssh.local.home.RememberedHost;
import java.util.Optional;

/**
 * Pins a container's host key. The container publishes it in a tag that only its role can write;
 * where there is none, as with the Python helper, the key that is seen first is trusted, for as
 * long as the instance is the same.
 */
final class HostPin {
  private final KnownHosts knownHosts;
  private final Steps steps;

  HostPin(KnownHosts knownHosts, Steps steps) {
    this.knownHosts = knownHosts;
    this.steps = steps;
  }

  /**
   * Pins the key. The caller holds the directory's lock.
   *
   * @param before what was known of the host
   * @return whether there was a tag
   * @throws UserError with {@link ExitCode#HOST_KEY_MISMATCH} if the tag holds no key
   */
  boolean pin(String alias, Registration container, Optional<RememberedHost> before) {
    if (container.hostKey().isEmpty()) {
      if (before.map(host -> !host.instance().equals(container.id())).orElse(true)) {
        knownHosts.forget(alias);
        steps.note(
            "note: "
                + container.id()
                + " publishes no host key; the one it shows first is trusted from now on");
      }
      return false;
    }
    SshPublicKey key =
        SshPublicKey.parse(container.hostKey().get())
            .orElseThrow(
                () ->
                    new UserError(
                        ExitCode.HOST_KEY_MISMATCH,
                        "Cannot check the host key of " + container.id(),
                        "its tag " + InstanceTags.HOST_KEY + " holds no public key",
                        "Somebody changed the tag, or the container is broken: start the job again."));
    knownHosts.pin(alias, key);
    return true;
  }
}
