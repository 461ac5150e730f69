package io.sagemakerssh.core.session.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.fuzz.Fuzzing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The multiplexer reads to the end or says what is wrong, whatever the bytes. */
class MuxFuzzTest {
  private static final int FRAMES_A_SESSION = 200;

  private final Random random = new Random(Fuzzing.SEED + 3);
  private int wholeSessions;

  @Test
  void readsOrRefuses() {
    int sessions = Fuzzing.FRAMES / FRAMES_A_SESSION;
    for (int i = 0; i < sessions; i++) {
      Fuzzing.step("mux", ByteBuffer.wrap(session()), this::read);
    }

    assertThat(wholeSessions).isBetween(sessions / 20, sessions - 1);
  }

  private void read(ByteBuffer bytes) {
    List<ForwardedConnection> accepted = new ArrayList<>();
    Mux mux =
        new Mux(
            new ByteArrayInputStream(bytes.array()),
            OutputStream.nullOutputStream(),
            accepted::add);
    try {
      mux.run();
      wholeSessions++;
    } catch (IOException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
    for (ForwardedConnection connection : accepted) {
      try {
        connection.input().readAllBytes();
      } catch (IOException ended) {
        assertThat(ended.getMessage()).isNotEmpty();
      }
    }
  }

  /** Frames of a few streams, a fault among them in most sessions. */
  private byte[] session() {
    ByteArrayOutputStream session = new ByteArrayOutputStream();
    int faults = random.nextInt(3);
    for (int i = 0; i < FRAMES_A_SESSION; i++) {
      MuxFrame.Command command = MuxFrame.Command.values()[random.nextInt(4)];
      int length = command == MuxFrame.Command.PSH ? random.nextInt(300) : 0;
      byte[] frame = new byte[MuxFrame.HEADER_BYTES + length];
      random.nextBytes(frame);
      new MuxFrame(command, 2 * random.nextInt(8) + 1, length).printTo(frame);
      if (faults > 0 && random.nextInt(FRAMES_A_SESSION) == 0) {
        frame[random.nextInt(MuxFrame.HEADER_BYTES)] = (byte) random.nextInt(256);
      }
      session.writeBytes(frame);
    }
    return session.toByteArray();
  }
}
