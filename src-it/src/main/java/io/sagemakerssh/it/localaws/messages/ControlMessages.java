package io.sagemakerssh.it.localaws.messages;

import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.Flags;
import io.sagemakerssh.core.session.wire.FrameDecoder;
import io.sagemakerssh.core.session.wire.FrameEncoder;
import io.sagemakerssh.core.session.wire.JobAck;
import io.sagemakerssh.core.session.wire.JobReply;
import io.sagemakerssh.core.session.wire.JobReplyAck;
import io.sagemakerssh.core.session.wire.JsonPayload;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.TaskAcknowledge;
import io.sagemakerssh.core.session.wire.TaskComplete;
import java.nio.ByteBuffer;
import java.time.Clock;

/** Deals with what agents send on their control channels. */
final class ControlMessages {
  private final SessionChannels sessions;
  private final JobListener jobs;
  private final Violations violations;
  private final Clock clock;

  ControlMessages(SessionChannels sessions, JobListener jobs, Violations violations, Clock clock) {
    this.sessions = sessions;
    this.jobs = jobs;
    this.violations = violations;
    this.clock = clock;
  }

  void received(ControlChannelSocket from, ByteBuffer frame) {
    try {
      AgentMessage message = FrameDecoder.decode(frame);
      switch (message.type()) {
        case AGENT_TASK_COMPLETE -> complete(from, message);
        case AGENT_JOB_ACK ->
            jobs.acknowledged(from.instanceId(), JobAck.parse(message.payloadText()));
        case AGENT_JOB_REPLY -> {
          JobReply reply = JobReply.parse(message.payloadText());
          jobs.replied(from.instanceId(), reply);
          answer(
              from,
              MessageType.AGENT_JOB_REPLY_ACK,
              new JobReplyAck(reply.jobId(), message.messageId()));
        }
        case AGENT_TELEMETRY, AGENT_UPDATE_RESULT -> {
          // counters, of no consequence
        }
        default -> violation(from, "message type " + message.type().wireName());
      }
    } catch (MalformedFrameException malformed) {
      violation(from, malformed.getMessage());
    }
  }

  private void complete(ControlChannelSocket from, AgentMessage message)
      throws MalformedFrameException {
    TaskComplete task = TaskComplete.parse(message.payloadText());
    sessions
        .find(task.sessionId())
        .filter(session -> session.instanceId().equals(from.instanceId()))
        .ifPresentOrElse(
            session -> session.complete(task),
            () -> violation(from, "agent_task_complete of a session that is not its own"));
    answer(
        from,
        MessageType.AGENT_TASK_ACKNOWLEDGE,
        new TaskAcknowledge(message.messageId(), task.sessionId()));
  }

  private void answer(ControlChannelSocket to, MessageType type, JsonPayload payload) {
    to.send(FrameEncoder.encode(AgentMessage.of(type, Flags.NONE, clock.instant(), payload)));
  }

  private void violation(ControlChannelSocket from, String what) {
    violations.add("control channel of " + from.instanceId() + ": " + what);
  }
}
