package io.sagemakerssh.it.localaws.messages;

import io.sagemakerssh.it.localaws.http.AwsService;
import io.sagemakerssh.it.localaws.http.WebSocketEntry;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** The message service's parts, put together. */
public final class MessageService implements AutoCloseable {
  private static final Duration EMPTY_POLL = Duration.ofSeconds(15);

  private final ControlChannels controlChannels = new ControlChannels();
  private final Violations violations = new Violations();
  private final LegacyDelivery legacyDelivery = new LegacyDelivery(EMPTY_POLL);
  private final Tokens tokens;
  private final SessionChannels sessions;
  private final Clock clock;

  public MessageService(Timeouts timeouts, Clock clock) {
    this.clock = clock;
    this.tokens = new Tokens(clock);
    this.sessions = new SessionChannels(controlChannels, timeouts, tokens, violations, clock);
  }

  public ControlChannels controlChannels() {
    return controlChannels;
  }

  public SessionChannels sessions() {
    return sessions;
  }

  public Violations violations() {
    return violations;
  }

  /**
   * The HTTP side.
   *
   * @param registered whether an instance id is that of a managed instance
   */
  public List<AwsService> services(AccessControl accessControl, Predicate<String> registered) {
    return List.of(
        new ChannelTokens(sessions, controlChannels, registered, tokens, accessControl),
        legacyDelivery.service());
  }

  /**
   * The websocket side.
   *
   * @param jobs hears of commands
   */
  public List<WebSocketEntry> webSockets(JobListener jobs) {
    ControlMessages messages = new ControlMessages(sessions, jobs, violations, clock);
    return List.of(
        new ControlChannelEntry(controlChannels, tokens, messages, violations),
        new DataChannelEntry(sessions, controlChannels, clock));
  }

  /** Ends polls that are waiting. */
  @Override
  public void close() {
    legacyDelivery.close();
  }
}
