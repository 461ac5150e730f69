package io.sagemakerssh.core.session.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.channel.FakeScheduler;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.channel.SilentListener;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.Flags;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.TaskComplete;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final FakeScheduler scheduler = new FakeScheduler();
  private final ScriptedPeer service = ScriptedPeer.client();
  private final Outbox outbox = new Outbox(scheduler);

  private void connect() {
    try {
      outbox.connect(service.open(new SilentListener()));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static AgentMessage message(String session) {
    return AgentMessage.of(
        MessageType.AGENT_TASK_COMPLETE,
        Flags.NONE,
        Instant.EPOCH,
        new TaskComplete(session, TaskComplete.SUCCESS, "mi-1", ""));
  }

  @Test
  void sendsAtOnce() {
    connect();
    AgentMessage message = message("a");
    outbox.send(message);

    assertThat(service.socket().received()).containsExactly(message);
  }

  @Test
  void keepsWhatCannotBeSentNow() {
    AgentMessage first = message("a");
    AgentMessage second = message("b");
    outbox.send(first);
    outbox.sendUntilAcknowledged(second);
    connect();

    assertThat(service.socket().received()).containsExactly(first, second);
  }

  @Test
  void repeatsWithTheSameIdThreeTimesASecondApart() {
    connect();
    AgentMessage message = message("a");
    outbox.sendUntilAcknowledged(message);
    scheduler.advance(Duration.ofMillis(999));
    assertThat(service.socket().received()).hasSize(1);
    scheduler.advance(Duration.ofMinutes(1));

    assertThat(service.socket().received()).containsExactly(message, message, message);
  }

  @Test
  void anAcknowledgedMessageIsNotRepeated() {
    connect();
    AgentMessage message = message("a");
    outbox.sendUntilAcknowledged(message);
    outbox.acknowledged(message.messageId());
    scheduler.advance(Duration.ofMinutes(1));
    connect();

    assertThat(service.socket().received()).isEmpty();
    assertThat(scheduler.waiting()).isZero();
  }

  @Test
  void whatIsNotAcknowledgedGoesAgainAfterAReconnect() {
    connect();
    AgentMessage message = message("a");
    outbox.sendUntilAcknowledged(message);
    scheduler.advance(Duration.ofMinutes(1));
    outbox.disconnect();
    connect();

    assertThat(service.socket().received()).containsExactly(message);
  }

  @Test
  void givesUpAfterTwoHours() {
    outbox.sendUntilAcknowledged(message("a"));
    scheduler.advance(Duration.ofHours(2).plusSeconds(1));
    connect();

    assertThat(service.socket().received()).isEmpty();
  }

  @Test
  void theOldestGiveWayWhenTooManyWait() {
    for (int i = 0; i <= Outbox.MOST; i++) {
      outbox.send(message("once " + i));
      outbox.sendUntilAcknowledged(message("until acknowledged " + i));
    }
    connect();

    assertThat(service.socket().received()).hasSize(2 * Outbox.MOST);
    assertThat(service.socket().received())
        .extracting(AgentMessage::payloadText)
        .noneMatch(text -> text.contains("once 0\"") || text.contains("acknowledged 0\""));
  }
}
