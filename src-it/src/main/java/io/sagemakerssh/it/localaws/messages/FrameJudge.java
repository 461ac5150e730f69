package io.sagemakerssh.it.localaws.messages;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Judges the frames that one party of a session sends on its data channel. Knows the layout by
 * itself (PROTOCOL.md A.1), so that a mistake in our codec shows; reads no JSON and copies nothing,
 * as it judges every frame.
 *
 * <pre>0 header length 116 | 4 type, 32 bytes | 36 schema version | 40 created | 48 sequence |
 * 56 flags | 64 message id | 80 SHA-256 | 112 payload type | 116 payload length | 120 payload</pre>
 */
final class FrameJudge {

  /** What to do with a frame. */
  enum Verdict {
    RELAY,
    /** It is meant for the service. */
    CONSUME,
    /** It is the service's too, and says that the agent is about to end the session. */
    CONSUME_TERMINATING,
    /** It could harm who receives it. */
    DROP
  }

  private static final int HEADER_LENGTH = 116;
  private static final int SHORTEST = HEADER_LENGTH + 4;
  private static final int TYPE = 4;
  private static final int TYPE_LENGTH = 32;
  private static final long SYN_AND_FIN = 3;
  private static final String TERMINATING = "\"Terminating\"";

  private static final byte[] INPUT = padded("input_stream_data");
  private static final byte[] OUTPUT = padded("output_stream_data");
  private static final byte[] ACKNOWLEDGE = padded("acknowledge");
  private static final byte[] STATE = padded("agent_session_state");

  private final Party sender;
  private final Consumer<String> violations;
  private final MessageDigest digest;
  private final byte[] type = new byte[TYPE_LENGTH];
  private final byte[] stated = new byte[32];
  private long highest = -1;
  private boolean gapAllowed;

  FrameJudge(Party sender, Consumer<String> violations) {
    this.sender = sender;
    this.violations = violations;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The sender came back: what it sent meanwhile is lost, and may come later than what follows. */
  synchronized void reconnected() {
    gapAllowed = true;
  }

  /**
   * Judges a frame.
   *
   * @param frame read from its position to its limit; left as it is
   */
  synchronized Verdict judge(ByteBuffer frame) {
    int start = frame.position();
    int length = frame.remaining();
    if (length < SHORTEST) {
      return drop("a frame of only " + length + " bytes");
    }
    if (frame.getInt(start) != HEADER_LENGTH) {
      return drop("header length " + frame.getInt(start));
    }
    if (frame.getInt(start + HEADER_LENGTH) != length - SHORTEST) {
      return drop("a payload length that is not the payload's");
    }
    if (length == SHORTEST) {
      return drop("an empty payload");
    }
    frame.get(start + TYPE, type);
    if (frame.getInt(start + 36) != 1 || frame.getLong(start + 40) <= 0) {
      violation("schema version or date of creation");
    }
    checkDigest(frame, start);
    if (Arrays.equals(type, sender == Party.CLIENT ? INPUT : OUTPUT)) {
      checkStream(frame.getLong(start + 48), frame.getLong(start + 56));
      return Verdict.RELAY;
    }
    boolean acknowledge = Arrays.equals(type, ACKNOWLEDGE);
    if (!acknowledge && !(sender == Party.AGENT && Arrays.equals(type, STATE))) {
      return drop("message type '" + new String(type, US_ASCII).strip() + "'");
    }
    if (frame.getLong(start + 48) != 0 || frame.getLong(start + 56) != SYN_AND_FIN) {
      violation("sequence number or flags of a message outside of the stream");
    }
    if (acknowledge) {
      return Verdict.RELAY;
    }
    return terminating(frame, start + SHORTEST) ? Verdict.CONSUME_TERMINATING : Verdict.CONSUME;
  }

  private void checkDigest(ByteBuffer frame, int start) {
    frame.get(start + 80, stated);
    digest.update(frame.slice(start + SHORTEST, frame.limit() - start - SHORTEST));
    if (!Arrays.equals(stated, digest.digest())) {
      violation("a payload digest that is not the payload's");
    }
  }

  private void checkStream(long sequence, long flags) {
    if ((flags & ~SYN_AND_FIN) != 0) {
      violation("flags " + flags);
    }
    if (sequence < 0) {
      violation("sequence number " + sequence);
    } else if (sequence > highest + 1 && !gapAllowed) {
      violation("sequence number " + sequence + " after " + highest);
    }
    if (sequence > highest + 1) {
      gapAllowed = false;
    }
    highest = Math.max(highest, sequence);
  }

  private static boolean terminating(ByteBuffer frame, int start) {
    byte[] payload = new byte[frame.limit() - start];
    frame.get(start, payload);
    return new String(payload, US_ASCII).contains(TERMINATING);
  }

  private Verdict drop(String what) {
    violation(what + "; dropped");
    return Verdict.DROP;
  }

  private void violation(String what) {
    violations.accept(sender + " sent " + what);
  }

  private static byte[] padded(String name) {
    byte[] padded = Arrays.copyOf(name.getBytes(US_ASCII), TYPE_LENGTH);
    Arrays.fill(padded, name.length(), TYPE_LENGTH, (byte) ' ');
    return padded;
  }
}
