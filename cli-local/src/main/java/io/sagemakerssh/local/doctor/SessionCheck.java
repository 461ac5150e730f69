package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.UserError;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether Session Manager opens a session to the container's SSH port. */
record SessionCheck(Case of) implements Check {
  static final String NAME = "session";

  /** The agent's words for a session that opened to a port where nothing listens. */
  private static final Pattern PORT_REFUSED = Pattern.compile("destination port");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(OwnerCheck.NAME, ConnectionCheck.NAME);
  }

  @Override
  public Finding look() {
    try {
      of.tunnel();
    } catch (UserError error) {
      if (!PORT_REFUSED.matcher(error.why()).find()) {
        return Denials.explained(error, of);
      }
    }
    return Finding.ok("to port " + of.registration().port());
  }
}
