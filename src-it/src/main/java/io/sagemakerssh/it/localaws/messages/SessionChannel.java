package io.sagemakerssh.it.localaws.messages;

import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.FrameEncoder;
import io.sagemakerssh.core.session.wire.TaskComplete;
import io.sagemakerssh.it.localaws.auth.Caller;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.websocket.api.Callback;

/**
 * One session: two websockets and what is relayed between them. Frames pass as they are, without a
 * change of thread; of each party no more is read than the other takes. This object's lock guards
 * all but the sockets' references, which the relay reads without it.
 */
public final class SessionChannel {
  private static final long STALL_BEFORE_PONG_MILLIS = 4_000;

  private final String sessionId;
  private final String instanceId;
  private final Instant started;
  private final ControlChannels controlChannels;
  private final Timeouts timeouts;
  private final Tokens tokens;
  private final Violations violations;
  private final Clock clock;
  private final Map<Party, FrameJudge> judges = new EnumMap<>(Party.class);
  private final Map<Party, FrameBacklog> backlogs = new EnumMap<>(Party.class);
  private volatile DataChannelSocket agent;
  private volatile DataChannelSocket client;
  private volatile long lastTrafficMillis;
  private SessionStatus status = SessionStatus.CONNECTING;
  private Optional<SessionOutcome> outcome = Optional.empty();
  private Instant statusSince;
  private Instant agentLost = Instant.MAX;

  SessionChannel(
      String sessionId,
      String instanceId,
      ControlChannels controlChannels,
      Timeouts timeouts,
      Tokens tokens,
      Violations violations,
      Clock clock) {
    this.sessionId = sessionId;
    this.instanceId = instanceId;
    this.controlChannels = controlChannels;
    this.timeouts = timeouts;
    this.tokens = tokens;
    this.violations = violations;
    this.clock = clock;
    this.started = clock.instant();
    this.statusSince = started;
    this.lastTrafficMillis = clock.millis();
    for (Party party : Party.values()) {
      judges.put(party, new FrameJudge(party, this::violation));
      backlogs.put(party, new FrameBacklog());
    }
  }

  public String sessionId() {
    return sessionId;
  }

  public String instanceId() {
    return instanceId;
  }

  public Instant started() {
    return started;
  }

  public synchronized SessionStatus status() {
    return status;
  }

  /** When the session ended, if it has. */
  public synchronized Optional<Instant> ended() {
    return status.ended() ? Optional.of(statusSince) : Optional.empty();
  }

  /** A token that opens the client's side, once. */
  public String clientToken() {
    return tokens.issue(tokenChannel(Party.CLIENT));
  }

  String agentToken() {
    return tokens.issue(tokenChannel(Party.AGENT));
  }

  boolean redeem(Party party, String token) {
    return tokens.redeem(token, tokenChannel(party));
  }

  boolean isInstance(Caller caller) {
    return caller.sessionName().equals(instanceId);
  }

  void violation(String text) {
    violations.add("session " + sessionId + ": " + text);
  }

  /** A party opened its side. One that was open before is closed: the party came back. */
  synchronized void attach(DataChannelSocket socket) {
    lastTrafficMillis = clock.millis();
    Party party = socket.party();
    DataChannelSocket before = socket(party);
    if (before != null) {
      before.close();
      judges.get(party).reconnected();
    }
    if (status.ended()) {
      close(socket);
      return;
    }
    FrameBacklog backlog = backlogs.get(party);
    for (ByteBuffer frame = backlog.poll(); frame != null; frame = backlog.poll()) {
      socket.send(frame, Callback.NOOP);
    }
    if (party == Party.AGENT) {
      agent = socket;
      agentLost = Instant.MAX;
      if (status == SessionStatus.CONNECTING) {
        change(SessionStatus.CONNECTED);
      }
    } else {
      client = socket;
    }
  }

  synchronized void detach(DataChannelSocket socket) {
    if (socket == client) {
      client = null;
      judges.get(Party.CLIENT).reconnected();
    } else if (socket == agent) {
      agent = null;
      judges.get(Party.AGENT).reconnected();
      if (outcome.isPresent()) {
        finish();
      } else {
        agentLost = clock.instant();
      }
    }
  }

  /** Relays a frame or deals with it. */
  void received(DataChannelSocket from, ByteBuffer frame, Callback callback) {
    lastTrafficMillis = clock.millis();
    switch (judges.get(from.party()).judge(frame)) {
      case RELAY -> relay(from, frame, callback);
      case CONSUME_TERMINATING -> {
        terminating();
        from.next(callback);
      }
      case CONSUME, DROP -> from.next(callback);
    }
  }

  private void relay(DataChannelSocket from, ByteBuffer frame, Callback callback) {
    Party to = from.party().other();
    DataChannelSocket peer = socket(to);
    if (peer == null) {
      synchronized (this) {
        peer = socket(to);
        if (peer == null) {
          backlogs.get(to).add(frame);
        }
      }
    }
    if (peer == null) {
      from.next(callback);
    } else {
      peer.send(frame, Callback.from(() -> from.next(callback), lost -> from.next(callback)));
    }
  }

  private synchronized void terminating() {
    if (status == SessionStatus.CONNECTED) {
      change(SessionStatus.TERMINATING);
    }
  }

  /** The agent told how the session ended. What it sent before may still be on its way. */
  synchronized void complete(TaskComplete task) {
    boolean success = task.status().equals(TaskComplete.SUCCESS);
    end(new SessionOutcome(success, success ? "" : task.output()));
    if (agent == null && !status.ended()) {
      finish();
    }
  }

  /** Ends the session from the service's side: both parties are told at once. */
  public synchronized void terminate(SessionOutcome because) {
    if (status.ended()) {
      return;
    }
    end(because);
    if (client != null) {
      close(client);
      client = null;
    }
    AgentMessage closed = ChannelClosedFrame.message(sessionId, instanceId, "", clock.instant());
    boolean told = controlChannels.send(instanceId, closed);
    if (agent == null) {
      finish();
    } else if (!told) {
      agent.send(FrameEncoder.encode(closed), Callback.NOOP);
    }
  }

  /** Does what has become due. */
  synchronized void tick() {
    Instant now = clock.instant();
    pongStalled(agent);
    pongStalled(client);
    if (status.ended()) {
      return;
    }
    Instant lastTraffic = Instant.ofEpochMilli(lastTrafficMillis);
    if (outcome.isPresent()) {
      boolean quiet = lastTraffic.plus(timeouts.agentLeaves()).isBefore(now);
      boolean stalled = agent != null && agent.stalledMillis() > 0 && client != null;
      if (quiet && !stalled && statusSince.plus(timeouts.agentLeaves()).isBefore(now)) {
        finish();
      }
    } else if (status == SessionStatus.CONNECTING
        && started.plus(timeouts.agentOpens()).isBefore(now)) {
      terminate(SessionOutcome.failed("The managed instance did not open its data channel."));
    } else if (agentLost != Instant.MAX && agentLost.plus(timeouts.agentReturns()).isBefore(now)) {
      terminate(SessionOutcome.failed("The managed instance's data channel broke."));
    } else if (lastTraffic.plus(timeouts.idle()).isBefore(now)) {
      terminate(SessionOutcome.failed("Session timed out because nothing was sent."));
    }
  }

  /** Breaks a party's connection, if it has one. */
  void disconnect(Party party) {
    DataChannelSocket socket = socket(party);
    if (socket != null) {
      socket.disconnect();
    }
  }

  private void end(SessionOutcome because) {
    if (outcome.isEmpty()) {
      outcome = Optional.of(because);
      change(SessionStatus.TERMINATING);
    }
  }

  private void finish() {
    change(outcome.get().success() ? SessionStatus.TERMINATED : SessionStatus.FAILED);
    if (client != null) {
      close(client);
      client = null;
    }
    if (agent != null) {
      agent.close();
      agent = null;
    }
  }

  private void change(SessionStatus next) {
    status = next;
    statusSince = clock.instant();
  }

  private void close(DataChannelSocket socket) {
    String output = outcome.map(SessionOutcome::output).orElse("");
    socket.send(
        ChannelClosedFrame.of(sessionId, instanceId, output, clock.instant()), Callback.NOOP);
    socket.close();
  }

  private DataChannelSocket socket(Party party) {
    return party == Party.AGENT ? agent : client;
  }

  private String tokenChannel(Party party) {
    return "data-channel/" + sessionId + "/" + party;
  }

  private static void pongStalled(DataChannelSocket socket) {
    if (socket != null && socket.stalledMillis() > STALL_BEFORE_PONG_MILLIS) {
      socket.pong();
    }
  }
}
