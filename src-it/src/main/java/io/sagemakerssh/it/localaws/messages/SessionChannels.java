package io.sagemakerssh.it.localaws.messages;

import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.Flags;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All sessions, those that ended included. */
public final class SessionChannels {
  private final Map<String, SessionChannel> channels = new ConcurrentHashMap<>();
  private final ControlChannels controlChannels;
  private final Timeouts timeouts;
  private final Tokens tokens;
  private final Violations violations;
  private final Clock clock;

  SessionChannels(
      ControlChannels controlChannels,
      Timeouts timeouts,
      Tokens tokens,
      Violations violations,
      Clock clock) {
    this.controlChannels = controlChannels;
    this.timeouts = timeouts;
    this.tokens = tokens;
    this.violations = violations;
    this.clock = clock;
  }

  /**
   * Starts a session: its agent is asked to open the data channel.
   *
   * @return empty if the instance has no control channel
   */
  public Optional<SessionChannel> start(String instanceId, StartSessionTask task) {
    SessionChannel channel =
        new SessionChannel(
            task.sessionId(), instanceId, controlChannels, timeouts, tokens, violations, clock);
    channels.put(task.sessionId(), channel);
    AgentMessage message =
        AgentMessage.of(MessageType.INTERACTIVE_SHELL, Flags.NONE, clock.instant(), task);
    if (!controlChannels.send(instanceId, message)) {
      channels.remove(task.sessionId());
      return Optional.empty();
    }
    return Optional.of(channel);
  }

  public Optional<SessionChannel> find(String sessionId) {
    return Optional.ofNullable(channels.get(sessionId));
  }

  /** Ends all sessions of an instance. */
  public void terminateAll(String instanceId) {
    all().stream()
        .filter(channel -> channel.instanceId().equals(instanceId))
        .forEach(channel -> channel.terminate(SessionOutcome.TERMINATED));
  }

  /** Breaks the data channels of clients, of agents, or both, as a network does. */
  public void disconnect(boolean clients, boolean agents) {
    for (SessionChannel channel : all()) {
      if (clients) {
        channel.disconnect(Party.CLIENT);
      }
      if (agents) {
        channel.disconnect(Party.AGENT);
      }
    }
  }

  /** Breaks an instance's data channels. */
  public void disconnectAgents(String instanceId) {
    all().stream()
        .filter(channel -> channel.instanceId().equals(instanceId))
        .forEach(channel -> channel.disconnect(Party.AGENT));
  }

  /** Does what has become due. */
  public void tick() {
    all().forEach(SessionChannel::tick);
  }

  private Collection<SessionChannel> all() {
    return List.copyOf(channels.values());
  }
}
