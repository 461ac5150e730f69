package io.sagemakerssh.core.session.client;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ResumeSessionResponse;
import software.amazon.awssdk.services.ssm.model.StartSessionResponse;

/** {@link SessionCalls} of the SDK's client. Its exceptions pass through. */
public final class SsmSessionCalls implements SessionCalls {
  private final SsmClient ssm;

  public SsmSessionCalls(SsmClient ssm) {
    this.ssm = ssm;
  }

  @Override
  public SessionTicket start(String target, String document, Map<String, List<String>> parameters) {
    StartSessionResponse started =
        ssm.startSession(
            r -> {
              r.target(target);
              if (!document.isEmpty()) {
                r.documentName(document).parameters(parameters);
              }
            });
    return new SessionTicket(
        started.sessionId(), URI.create(started.streamUrl()), started.tokenValue());
  }

  @Override
  public Optional<SessionTicket> resume(String sessionId) {
    ResumeSessionResponse resumed = ssm.resumeSession(r -> r.sessionId(sessionId));
    if (resumed.tokenValue() == null || resumed.tokenValue().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SessionTicket(
            resumed.sessionId(), URI.create(resumed.streamUrl()), resumed.tokenValue()));
  }

  @Override
  public void terminate(String sessionId) {
    ssm.terminateSession(r -> r.sessionId(sessionId));
  }
}
