package io.sagemakerssh.core.session.service;

import io.sagemakerssh.core.session.channel.FrameSocket;
import io.sagemakerssh.core.session.channel.Scheduler;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.channel.SessionGoneException;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.Flags;
import io.sagemakerssh.core.session.wire.FrameEncoder;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.OpenDataChannel;
import io.sagemakerssh.core.session.wire.SessionState;
import java.io.IOException;
import java.util.UUID;

/**
 * Opens the agent's websocket of one session, each time with a token of its own. The first time it
 * tells the service that the session is connected. Used by one thread at a time.
 */
final class AgentOpener implements FrameSocket.Opener {
  private final String sessionId;
  private final String instanceId;
  private final MessageServiceCalls calls;
  private final Scheduler scheduler;
  private volatile boolean wasOpen;

  AgentOpener(String sessionId, String instanceId, MessageServiceCalls calls, Scheduler scheduler) {
    this.sessionId = sessionId;
    this.instanceId = instanceId;
    this.calls = calls;
    this.scheduler = scheduler;
  }

  @Override
  public FrameSocket open(FrameSocket.Listener listener) throws IOException {
    String token = createDataChannel();
    FrameSocket socket = calls.openDataChannel(sessionId, listener);
    socket.sendText(new OpenDataChannel.ByAgent(UUID.randomUUID(), token, instanceId).print());
    if (!wasOpen) {
      wasOpen = true;
      socket.send(FrameEncoder.encode(connected()));
    }
    return socket;
  }

  private String createDataChannel() throws IOException {
    try {
      return calls.createDataChannel(sessionId);
    } catch (MessageServiceException refused) {
      if (refused.isSessionTerminated()) {
        throw new SessionGoneException(
            new SessionEnd(Kind.TIMED_OUT, "the session is already terminated"));
      }
      throw refused;
    }
  }

  private AgentMessage connected() {
    return AgentMessage.of(
        MessageType.AGENT_SESSION_STATE,
        Flags.SYN_FIN,
        scheduler.now(),
        new SessionState(SessionState.CONNECTED, sessionId));
  }
}
