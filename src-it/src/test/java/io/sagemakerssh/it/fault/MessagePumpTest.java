package io.sagemakerssh.it.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessagePumpTest {
  private static final int BINARY = 0x82;
  private static final int TEXT = 0x81;
  private static final int PING = 0x89;

  private final ByteArrayOutputStream input = new ByteArrayOutputStream();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final FaultCounts counts = new FaultCounts();

  private void frame(int first, String payload) {
    input.write(first);
    input.write(payload.length());
    input.writeBytes(payload.getBytes(US_ASCII));
  }

  private static FaultPolicy policy(double drop, double duplicate, double reorder, double corrupt) {
    return new FaultPolicy("test", drop, duplicate, reorder, corrupt, Duration.ZERO, 0, 0);
  }

  /** The payloads that come out. */
  private List<String> pump(FaultPolicy policy) throws IOException {
    FaultPlan plan = new FaultPlan(policy, 7);
    new MessagePump(
            new WebSocketReader(new ByteArrayInputStream(input.toByteArray())),
            output,
            plan.course(0, true),
            counts,
            0)
        .run();
    return payloads();
  }

  private List<String> payloads() {
    byte[] bytes = output.toByteArray();
    List<String> payloads = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += 2 + bytes[at + 1]) {
      payloads.add(new String(bytes, at + 2, bytes[at + 1], US_ASCII));
    }
    return payloads;
  }

  private void threeMessages() {
    for (String payload : List.of("one", "two", "three")) {
      frame(BINARY, payload);
    }
  }

  @Test
  void harmsNothingWithoutReason() throws IOException {
    threeMessages();

    assertThat(pump(FaultPolicy.NONE)).containsExactly("one", "two", "three");
    assertThat(output.toByteArray()).isEqualTo(input.toByteArray());
    assertThat(counts.harmed()).isZero();
  }

  @Test
  void drops() throws IOException {
    threeMessages();

    assertThat(pump(policy(1, 0, 0, 0))).isEmpty();
    assertThat(counts.harmed()).isEqualTo(3);
  }

  @Test
  void duplicates() throws IOException {
    threeMessages();

    assertThat(pump(policy(0, 1, 0, 0)))
        .containsExactly("one", "one", "two", "two", "three", "three");
  }

  @Test
  void letsTheNextMessageOvertake() throws IOException {
    for (int i = 0; i < 100; i++) {
      frame(BINARY, Integer.toString(i));
    }

    List<String> out = pump(policy(0, 0, 0.3, 0));

    assertThat(out).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(99);
    assertThat(out).isNotEqualTo(out.stream().sorted().toList());
    assertThat(counts.harmed()).isBetween(15L, 45L);
  }

  @Test
  void turnsOneBitOfThePayload() throws IOException {
    frame(BINARY, "payload");

    String changed = pump(policy(0, 0, 0, 1)).get(0);

    int bits = 0;
    for (int i = 0; i < changed.length(); i++) {
      bits += Integer.bitCount(changed.charAt(i) ^ "payload".charAt(i));
    }
    assertThat(bits).isEqualTo(1);
  }

  @Test
  void sparesTextAndControlFrames() throws IOException {
    frame(TEXT, "token");
    frame(BINARY, "lost");
    frame(PING, "alive");

    assertThat(pump(policy(1, 0, 0, 0))).containsExactly("token", "alive");
  }

  @Test
  void takesAMessageInFragmentsAsOne() throws IOException {
    frame(0x02, "be");
    frame(PING, "alive");
    frame(0x80, "gun");

    assertThat(pump(policy(0, 1, 0, 0))).containsExactly("alive", "be", "gun", "be", "gun");
    assertThat(counts.harmed()).isEqualTo(1);
  }

  @Test
  void cutsInTheMiddleOfAMessage() {
    for (int i = 0; i < 1000; i++) {
      frame(BINARY, "0123456789");
    }

    assertThatThrownBy(() -> pump(FaultPolicy.cutting(1000))).isInstanceOf(EOFException.class);

    assertThat(output.size()).isBetween(500, 1500);
    assertThat(input.toByteArray()).startsWith(output.toByteArray());
    assertThat(counts.cuts()).isEqualTo(1);
  }

  @Test
  void goesMuteForBinaryMessages() throws IOException {
    for (int i = 0; i < 1000; i++) {
      frame(BINARY, "0123456789");
    }
    frame(PING, "alive");

    List<String> out = pump(FaultPolicy.muting(1000));

    assertThat(out).hasSizeBetween(40, 140).last().isEqualTo("alive");
    assertThat(counts.harmed()).isEqualTo(1001 - out.size());
  }

  @Test
  void thePlanIsRepeatableBySeedAndDiffersByConnectionAndDirection() {
    assertThat(fates(3, 1, true)).isEqualTo(fates(3, 1, true));
    assertThat(fates(3, 1, true))
        .isNotEqualTo(fates(4, 1, true))
        .isNotEqualTo(fates(3, 2, true))
        .isNotEqualTo(fates(3, 1, false));
  }

  private static List<FaultPlan.Fate> fates(long seed, int connection, boolean fromClient) {
    FaultPlan.Course course = new FaultPlan(FaultPolicy.ALL, seed).course(connection, fromClient);
    List<FaultPlan.Fate> fates = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      fates.add(course.next(1));
    }
    return fates;
  }
}
