package io.sagemakerssh.core.session.fuzz;

import io.sagemakerssh.core.session.wire.MessageType;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes frames that are almost right: takes a good one and changes bits, fields, lengths or parts,
 * and in half of the cases mends the digest, so that the change gets further than the decoder. The
 * same seed makes the same frames.
 */
public final class FrameMutator {
  private static final int TYPE = 4;
  private static final int TYPE_BYTES = 32;
  private static final int SEQUENCE = 48;
  private static final int DIGEST = 80;
  private static final int PAYLOAD_TYPE = 112;
  private static final int PAYLOAD = 120;
  private static final int MOST_CHANGES = 3;

  private static final int[] FIELDS = {0, 36, 40, 44, 48, 52, 56, 60, 64, 112, 116};
  private static final int[] NUMBERS = {
    0,
    1,
    2,
    3,
    7,
    12,
    111,
    112,
    113,
    116,
    120,
    1024,
    1 << 20,
    Integer.MAX_VALUE,
    -1,
    Integer.MIN_VALUE
  };

  private final Random random;
  private final int sequences;
  private final FrameCorpus corpus;
  private final MessageDigest sha256;

  private FrameMutator(long seed, int sequences, FrameCorpus corpus) {
    this.random = new Random(seed);
    this.sequences = sequences;
    this.corpus = corpus;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Of all that either end of a data channel may get.
   *
   * @param sequences stream messages get numbers below this, mostly
   */
  public static FrameMutator ofDataChannel(long seed, int sequences) {
    return new FrameMutator(seed, sequences, FrameCorpus.ofDataChannel(seed));
  }

  /** As {@link #ofDataChannel}; its data is that of multiplexed connections. */
  public static FrameMutator ofForwarding(long seed, int sequences) {
    return new FrameMutator(seed, sequences, FrameCorpus.ofForwarding(seed));
  }

  /** Of what a client may get, mostly of a handshake; its data is encrypted. */
  public static FrameMutator ofAgentsHandshake(long seed, int sequences, String sessionType) {
    return new FrameMutator(
        seed,
        sequences,
        FrameCorpus.ofEncryption(seed, MessageType.OUTPUT_STREAM_DATA, sessionType));
  }

  /** As {@link #ofAgentsHandshake}, of what an agent may get. */
  public static FrameMutator ofClientsHandshake(long seed, int sequences) {
    return new FrameMutator(
        seed, sequences, FrameCorpus.ofEncryption(seed, MessageType.INPUT_STREAM_DATA, "Port"));
  }

  /** Of what the service sends on an agent's control channel. */
  public static FrameMutator ofControlChannel(long seed) {
    return new FrameMutator(seed, 1, FrameCorpus.ofControlChannel(seed));
  }

  /** The next frame: good in one case of eight, else changed. */
  public ByteBuffer next() {
    byte[] frame = one(random.nextInt(100) == 0 ? corpus.endings() : corpus.good()).clone();
    if (random.nextInt(4) > 0) {
      ByteBuffer.wrap(frame).putLong(SEQUENCE, random.nextInt(sequences));
    }
    if (random.nextInt(8) > 0) {
      for (int changes = random.nextInt(MOST_CHANGES) + 1; changes > 0; changes--) {
        frame = changed(frame);
      }
      if (random.nextBoolean()) {
        mendDigest(frame);
      }
    }
    return ByteBuffer.wrap(frame);
  }

  private byte[] one(List<byte[]> frames) {
    return frames.get(random.nextInt(frames.size()));
  }

  private byte[] changed(byte[] frame) {
    if (frame.length == 0) {
      return frame;
    }
    switch (random.nextInt(8)) {
      case 0 -> frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
      case 2 -> number(frame, FIELDS[random.nextInt(FIELDS.length)]);
      case 3 -> {
        return Arrays.copyOf(frame, random.nextInt(frame.length));
      }
      case 4 -> {
        return Arrays.copyOf(frame, frame.length + random.nextInt(64));
      }
      case 5 -> {
        byte[] other = one(corpus.good());
        int from = random.nextInt(Math.min(frame.length, other.length));
        System.arraycopy(other, from, frame, from, Math.min(frame.length, other.length) - from);
      }
      case 6 -> type(frame);
      default -> payload(frame);
    }
    return frame;
  }

  private void number(byte[] frame, int field) {
    if (field + Integer.BYTES <= frame.length) {
      ByteBuffer.wrap(frame).putInt(field, NUMBERS[random.nextInt(NUMBERS.length)]);
    }
  }

  private void type(byte[] frame) {
    if (frame.length > PAYLOAD_TYPE) {
      byte[] other = one(corpus.good());
      System.arraycopy(other, TYPE, frame, TYPE, TYPE_BYTES);
      frame[PAYLOAD_TYPE + 3 < frame.length ? PAYLOAD_TYPE + 3 : TYPE] = (byte) random.nextInt(14);
    }
  }

  /** A change where JSON and data are. */
  private void payload(byte[] frame) {
    if (frame.length > PAYLOAD) {
      int place = PAYLOAD + random.nextInt(frame.length - PAYLOAD);
      frame[place] = (byte) "\"{}[],:0-e\\n \0ÿ".charAt(random.nextInt(15));
    }
  }

  private void mendDigest(byte[] frame) {
    if (frame.length > PAYLOAD) {
      sha256.update(frame, PAYLOAD, frame.length - PAYLOAD);
      System.arraycopy(sha256.digest(), 0, frame, DIGEST, 32);
      ByteBuffer.wrap(frame).putInt(PAYLOAD - 4, frame.length - PAYLOAD);
    }
  }
}
