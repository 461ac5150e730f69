package io.sagemakerssh.core.session.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sagemakerssh.core.session.wire.PayloadType;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * How many bytes of data go in a message: 1,024 until a larger message is known to arrive, for a
 * service may drop it, or the connection with it. A stream message cannot be cut anew once it was
 * sent, since the other end may have it already. So it is tried with a message of the handshake, to
 * which spaces at its end mean nothing: with them it is as large as the largest that is wanted.
 * Once that is acknowledged, data is sent in such messages; if it is lost with its connection or
 * not acknowledged, the message goes again without the spaces, and the size stays as it was.
 *
 * <p>Guarded by the channel's lock, but for {@link #bytes}.
 */
final class MessageSize {
  private static final int MOST_TRIES = 5;
  private static final long NONE = -1;

  private final int most;
  private volatile int bytes;
  private int wanted;
  private long probe = NONE;
  private int tries;

  /**
   * For one channel.
   *
   * @param wanted the most bytes of data in a message, if somebody has said so; else the other end
   *     may still show what passes
   */
  MessageSize(OptionalInt wanted) {
    this.wanted = wanted.orElse(ChannelSettings.SURE_MESSAGE_BYTES);
    this.most = wanted.orElse(ChannelSettings.MOST_MESSAGE_BYTES);
    this.bytes = Math.min(this.wanted, ChannelSettings.SURE_MESSAGE_BYTES);
  }

  /** The most bytes of data for the next message. */
  int bytes() {
    return bytes;
  }

  /** A message of that size came through the service: ours will too, it seems. */
  void shown(int payloadBytes) {
    wanted = Math.max(wanted, Math.min(payloadBytes, most));
  }

  /** Whether the size is to be tried with a message about to be sent. */
  boolean isToBeTriedWith(int payloadType) {
    boolean isHandshake =
        payloadType == PayloadType.HANDSHAKE_RESPONSE
            || payloadType == PayloadType.HANDSHAKE_COMPLETE;
    return isHandshake && probe == NONE && wanted > bytes;
  }

  /** JSON of the wanted size that means the same; it is sent with that sequence number. */
  ByteBuffer probe(long sequence, ByteBuffer json) {
    probe = sequence;
    ByteBuffer padded = ByteBuffer.allocate(Math.max(wanted, json.remaining()));
    padded.put(json.duplicate());
    byte[] spaces = " ".repeat(padded.remaining()).getBytes(US_ASCII);
    return padded.put(spaces).flip();
  }

  /** The other end has a message. */
  void acknowledged(long sequence) {
    if (sequence == probe) {
      bytes = wanted;
      probe = NONE;
    }
  }

  /**
   * A message is about to go again.
   *
   * @return whether it must go without the spaces
   */
  boolean isRefused(long sequence) {
    return sequence == probe && ++tries >= MOST_TRIES;
  }

  /**
   * The connection was lost.
   *
   * @return the sequence number of the message that must go again without the spaces; -1 if none
   */
  long lost() {
    return probe;
  }

  /** The size is not tried any more. */
  void giveUp() {
    wanted = bytes;
    probe = NONE;
  }
}
