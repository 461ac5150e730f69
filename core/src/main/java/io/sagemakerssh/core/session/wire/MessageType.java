package io.sagemakerssh.core.session.wire;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/**
 * What an {@link AgentMessage} is about: 32 bytes of text in its frame.
 *
 * <p>Source: {@code clientmessage.go} of the session-manager-plugin, {@code model.go} of
 * amazon-ssm-agent's session contracts.
 */
public enum MessageType {
  /** Control channel, service to agent: start a session ({@link StartSessionTask}). */
  INTERACTIVE_SHELL("interactive_shell"),
  /** Both channels, from the service: the session is over ({@link ChannelClosed}). */
  CHANNEL_CLOSED("channel_closed"),
  /** Control channel, service to agent: run or cancel a command ({@link JobSend}). */
  AGENT_JOB("agent_job"),
  /** Control channel, agent to service: a job was accepted or refused ({@link JobAck}). */
  AGENT_JOB_ACK("agent_job_ack"),
  /** Control channel, agent to service: how a job stands ({@link JobReply}). */
  AGENT_JOB_REPLY("agent_job_reply"),
  /** Control channel, service to agent ({@link JobReplyAck}). */
  AGENT_JOB_REPLY_ACK("agent_job_reply_ack"),
  /** Control channel, agent to service: a session ended ({@link TaskComplete}). */
  AGENT_TASK_COMPLETE("agent_task_complete"),
  /** Control channel, service to agent ({@link TaskAcknowledge}). */
  AGENT_TASK_ACKNOWLEDGE("agent_task_acknowledge"),
  /** Defined by the official programs, sent by none that were seen. */
  AGENT_TASK_REPLY("agent_task_reply"),
  /** Control channel, agent to service: counters, of no consequence. */
  AGENT_TELEMETRY("agent_telemetry"),
  /** Control channel, agent to service: the result of the agent's own update. */
  AGENT_UPDATE_RESULT("agent_update_result"),
  /** Data channel, client to agent: stream data, numbered and acknowledged. */
  INPUT_STREAM_DATA("input_stream_data"),
  /** Data channel, agent to client: stream data, numbered and acknowledged. */
  OUTPUT_STREAM_DATA("output_stream_data"),
  /** Data channel, both ways ({@link Acknowledge}). */
  ACKNOWLEDGE("acknowledge"),
  /** Data channel, agent to service ({@link SessionState}). */
  AGENT_SESSION_STATE("agent_session_state"),
  /** Data channel, from the service: hold back stream data. No payload. */
  PAUSE_PUBLICATION("pause_publication"),
  /** Data channel, from the service: send stream data again. No payload. */
  START_PUBLICATION("start_publication");

  private static final Map<String, MessageType> BY_NAME =
      Arrays.stream(values())
          .collect(toUnmodifiableMap(MessageType::wireName, Function.identity()));

  private final String wireName;

  MessageType(String wireName) {
    this.wireName = wireName;
  }

  /** The name in frames and in JSON: {@code input_stream_data}. */
  public String wireName() {
    return wireName;
  }

  /** Whether the message has no payload, and so no digest to check. */
  public boolean isPublication() {
    return this == PAUSE_PUBLICATION || this == START_PUBLICATION;
  }

  /**
   * The type of that name.
   *
   * @throws MalformedFrameException if there is none
   */
  public static MessageType of(String wireName) throws MalformedFrameException {
    MessageType type = BY_NAME.get(wireName);
    if (type == null) {
      throw new MalformedFrameException("Unknown message type '" + printable(wireName) + "'");
    }
    return type;
  }

  private static String printable(String name) {
    return name.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
