package io.sagemakerssh.core.session.client;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Systems Manager, for one session: notes the calls, and answers as a test says. */
final class FakeSessionCalls implements SessionCalls {
  static final URI STREAM = URI.create("wss://messages.example/v1/data-channel/s-1?role=publish");

  private final List<String> calls = new ArrayList<>();
  private final Deque<Supplier<Optional<SessionTicket>>> resumptions = new ArrayDeque<>();
  private int tokens = 1;

  static SessionTicket ticket(String token) {
    return new SessionTicket("s-1", STREAM, token);
  }

  /** What the next ResumeSession gives, instead of a new token. */
  void onResume(Supplier<Optional<SessionTicket>> answer) {
    resumptions.add(answer);
  }

  List<String> calls() {
    return calls;
  }

  @Override
  public SessionTicket start(String target, String document, Map<String, List<String>> parameters) {
    calls.add("start " + target + " " + document + " " + parameters);
    return ticket("token-1");
  }

  @Override
  public Optional<SessionTicket> resume(String sessionId) {
    calls.add("resume " + sessionId);
    if (!resumptions.isEmpty()) {
      return resumptions.remove().get();
    }
    return Optional.of(ticket("token-" + ++tokens));
  }

  @Override
  public void terminate(String sessionId) {
    calls.add("terminate " + sessionId);
  }
}
