package io.sagemakerssh.core.session.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Systems Manager calls that begin, resume and end sessions. Each blocks until answered. */
public interface SessionCalls {

  /**
   * StartSession.
   *
   * @param target the managed instance, {@code mi-…}
   * @param document such as {@code AWS-StartSSHSession}; empty for the account's shell
   * @param parameters the document's, such as {@code portNumber}
   */
  SessionTicket start(String target, String document, Map<String, List<String>> parameters);

  /** ResumeSession; empty if the session timed out. */
  Optional<SessionTicket> resume(String sessionId);

  /** TerminateSession. */
  void terminate(String sessionId);
}
