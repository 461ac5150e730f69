package io.sagemakerssh.core.session.channel;

import io.sagemakerssh.core.session.wire.Flags;
import io.sagemakerssh.core.session.wire.MessageType;

/** Which end of a data channel this is. */
public enum Role {
  /** The laptop. As the official plugin, it does not care for pauses. */
  CLIENT(MessageType.INPUT_STREAM_DATA, MessageType.OUTPUT_STREAM_DATA),
  /** The managed instance. */
  AGENT(MessageType.OUTPUT_STREAM_DATA, MessageType.INPUT_STREAM_DATA);

  private final MessageType sends;
  private final MessageType receives;

  Role(MessageType sends, MessageType receives) {
    this.sends = sends;
    this.receives = receives;
  }

  /** The type of the stream data that this end sends. */
  MessageType sends() {
    return sends;
  }

  MessageType receives() {
    return receives;
  }

  /** Whether the service's pause_publication holds this end back. */
  boolean heedsPause() {
    return this == AGENT;
  }

  /**
   * Whether this end gives up an other end that does not answer. The official client does; no agent
   * does, for its client may be a laptop that sleeps.
   */
  boolean givesUp() {
    return this == CLIENT;
  }

  /** The official agent marks its first message, the official client none. */
  long flags(long sequenceNumber) {
    return this == AGENT && sequenceNumber == 0 ? Flags.SYN : Flags.NONE;
  }
}
