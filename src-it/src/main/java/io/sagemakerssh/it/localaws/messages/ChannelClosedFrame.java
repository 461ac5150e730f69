package io.sagemakerssh.it.localaws.messages;

import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.Flags;
import io.sagemakerssh.core.session.wire.FrameEncoder;
import io.sagemakerssh.core.session.wire.MessageType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/** {@code channel_closed} as AWS frames it on data channels: the short header, padded with NULs. */
final class ChannelClosedFrame {
  private ChannelClosedFrame() {}

  static ByteBuffer of(String sessionId, String instanceId, String output, Instant now) {
    return FrameEncoder.encodeShort(message(sessionId, instanceId, output, now));
  }

  static AgentMessage message(String sessionId, String instanceId, String output, Instant now) {
    ChannelClosed payload =
        new ChannelClosed(
            UUID.randomUUID().toString(), instanceId, sessionId, now.toString(), output);
    return AgentMessage.of(MessageType.CHANNEL_CLOSED, Flags.NONE, now, payload);
  }
}
