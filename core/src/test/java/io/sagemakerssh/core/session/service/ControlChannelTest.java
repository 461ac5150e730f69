package io.sagemakerssh.core.session.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.channel.FakeScheduler;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.JobAck;
import io.sagemakerssh.core.session.wire.JobReply;
import io.sagemakerssh.core.session.wire.JobReplyAck;
import io.sagemakerssh.core.session.wire.JobSend;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.core.session.wire.TaskAcknowledge;
import io.sagemakerssh.core.session.wire.TaskComplete;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The agent's control channel, traps of PROTOCOL part F by their numbers. */
class ControlChannelTest {
  private final FakeScheduler scheduler = new FakeScheduler();
  private final ScriptedPeer service = ScriptedPeer.client();
  private final List<String> heard = new ArrayList<>();
  private final ControlChannel channel = new ControlChannel(scheduler, service, new Recorder());

  @Test
  void tellsWhenItIsConnected() {
    channel.open();

    assertThat(heard).containsExactly("connected");
  }

  @Test
  void passesOnWhatTheServiceAsks() {
    channel.open();
    service.json(
        MessageType.INTERACTIVE_SHELL,
        new StartSessionTask("s-1", "doc", new JsonObject(), Map.of(), ""));
    service.json(MessageType.CHANNEL_CLOSED, new ChannelClosed("id", "mi-1", "s-1", "now", ""));
    service.json(
        MessageType.AGENT_JOB, new JobSend("job-1", JobSend.SEND_COMMAND, new JsonObject()));

    assertThat(heard).containsExactly("connected", "start s-1", "closed s-1", "job job-1");
  }

  @Test
  void malformedAndUnknownMessagesAreDropped() {
    channel.open();
    service.socket().deliver(ByteBuffer.allocate(7));
    service.json(MessageType.INTERACTIVE_SHELL, JsonObject::new);
    service.json(MessageType.AGENT_TELEMETRY, JsonObject::new);
    service.json(MessageType.CHANNEL_CLOSED, new ChannelClosed("id", "mi-1", "s-1", "now", ""));

    assertThat(heard).containsExactly("connected", "closed s-1");
  }

  @Test
  void aListenerThatFailsCostsOnlyItsMessage() {
    channel.open();
    service.json(MessageType.CHANNEL_CLOSED, new ChannelClosed("id", "mi-1", "fail", "now", ""));
    service.json(MessageType.CHANNEL_CLOSED, new ChannelClosed("id", "mi-1", "s-2", "now", ""));

    assertThat(heard).containsExactly("connected", "closed s-2");
  }

  @Test
  void trap06EachAcknowledgementIsUnderstoodInItsOwnSpelling() {
    channel.open();
    channel.sendTaskComplete(new TaskComplete("s-1", TaskComplete.SUCCESS, "mi-1", ""));
    channel.sendReply(new JobReply("job-1", JobSend.SEND_COMMAND, new JsonObject()));
    List<AgentMessage> sent = List.copyOf(service.socket().received());
    service.json(
        MessageType.AGENT_TASK_ACKNOWLEDGE, new TaskAcknowledge(sent.get(0).messageId(), "s-1"));
    service.json(
        MessageType.AGENT_JOB_REPLY_ACK, new JobReplyAck("job-1", sent.get(1).messageId()));
    scheduler.advance(Duration.ofMinutes(1));

    assertThat(service.socket().received()).isEqualTo(sent);
  }

  @Test
  void aReplyIsRepeatedAndProgressIsNot() {
    channel.open();
    channel.sendProgress(new JobReply("job-1", JobSend.SEND_COMMAND, new JsonObject()));
    channel.sendReply(new JobReply("job-2", JobSend.SEND_COMMAND, new JsonObject()));
    channel.acknowledgeJob(new JobAck("job-3", UUID.randomUUID(), Instant.EPOCH, "200", ""));
    scheduler.advance(Duration.ofMinutes(1));

    assertThat(service.socket().received())
        .filteredOn(message -> message.payloadText().contains("job-2"))
        .hasSize(3);
    assertThat(service.socket().received()).hasSize(5);
  }

  @Test
  void connectsAgainForEverWithAGrowingPause() {
    channel.open();
    service.refuseAlways(new IOException("down"));
    service.socket().cut();
    scheduler.advance(Duration.ofMinutes(30));
    // At most 60 s apart, 30 s on average.
    assertThat(heard).filteredOn("disconnected: down"::equals).hasSizeBetween(20, 100);

    service.refuseAlways(null);
    scheduler.advance(Duration.ofSeconds(60));

    assertThat(heard).last().isEqualTo("connected");
  }

  @Test
  void aSocketLostWhileItOpensIsReplaced() {
    service.cutNextWhileItOpens();
    channel.open();
    scheduler.advance(Duration.ofSeconds(1));

    assertThat(service.opened()).isEqualTo(2);
    assertThat(heard).containsExactly("disconnected: cut", "connected");
  }

  @Test
  void closingEndsItForGood() {
    channel.open();
    channel.close();
    service.socket().cut();
    scheduler.advance(Duration.ofMinutes(5));

    assertThat(service.socket().isClosed()).isTrue();
    assertThat(service.opened()).isEqualTo(1);
    assertThat(heard).containsExactly("connected");
  }

  private final class Recorder implements ControlChannelListener {
    @Override
    public void onConnected() {
      heard.add("connected");
    }

    @Override
    public void onDisconnected(Exception cause) {
      heard.add("disconnected: " + cause.getMessage());
    }

    @Override
    public void onStartSession(StartSessionTask task) {
      heard.add("start " + task.sessionId());
    }

    @Override
    public void onSessionClosed(ChannelClosed closed) {
      if (closed.sessionId().equals("fail")) {
        throw new IllegalStateException("as the test wants");
      }
      heard.add("closed " + closed.sessionId());
    }

    @Override
    public void onJob(UUID messageId, JobSend job) {
      heard.add("job " + job.jobId());
    }
  }
}
