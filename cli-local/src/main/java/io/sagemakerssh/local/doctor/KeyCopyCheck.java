package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.key.SshKeyPair;
import io.sagemakerssh.local.connect.KeyDelivery;
import io.sagemakerssh.local.home.UserHome;
import io.sagemakerssh.local.permissions.Identity;
import java.util.Set;

/**
 * Whether the public key gets into the container, through the bucket and Run Command. It copies the
 * key that {@code connect} copies, and makes it where there is none.
 */
record KeyCopyCheck(Case of, UserHome home, KeyDelivery delivery) implements Check {
  static final String NAME = "key copy";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(RolePolicyCheck.name(Identity.EXECUTION), ConnectionCheck.NAME, OwnerCheck.NAME);
  }

  @Override
  public Finding look() {
    SshKeyPair key = SshKeyPair.in(home.privateKey());
    try {
      delivery.deliver(key.publicKey(), of.registration().id());
    } catch (UserError error) {
      return Denials.explained(error, of);
    }
    return Finding.ok(key.publicKey().fingerprint());
  }
}
