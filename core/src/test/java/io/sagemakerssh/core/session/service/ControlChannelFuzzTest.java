package io.sagemakerssh.core.session.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.channel.FakeScheduler;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.fuzz.FrameMutator;
import io.sagemakerssh.core.session.fuzz.Fuzzing;
import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.JobSend;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.core.session.wire.TaskComplete;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The agent's control channel lives through whatever the service sends, and hears what is good. */
class ControlChannelFuzzTest {
  private static final int FRAMES_A_CHANNEL = 1000;

  private final FrameMutator mutator = FrameMutator.ofControlChannel(Fuzzing.SEED + 4);
  private final Random random = new Random(Fuzzing.SEED);
  private int heard;
  private int ends;
  private boolean missing;

  @Test
  void livesAndGoesOnHearing() {
    int channels = Fuzzing.FRAMES / FRAMES_A_CHANNEL + 1;
    for (int i = 0; i < channels; i++) {
      channel();
    }

    // A good one in eight, and many of the changed ones are good enough.
    assertThat(missing).as("seed %d", Fuzzing.SEED).isFalse();
    assertThat(heard).isBetween(Fuzzing.FRAMES / 8, Fuzzing.FRAMES);
  }

  private void channel() {
    ScriptedPeer service = ScriptedPeer.client();
    FakeScheduler scheduler = new FakeScheduler();
    ControlChannel channel = new ControlChannel(scheduler, service, new Listener());
    channel.open();
    for (int i = 0; i < FRAMES_A_CHANNEL; i++) {
      Fuzzing.step("control channel", mutator.next(), service.socket()::deliver);
      switch (random.nextInt(50)) {
        case 0 -> scheduler.advance(Duration.ofMillis(500));
        case 1 -> channel.sendTaskComplete(new TaskComplete("s", TaskComplete.SUCCESS, "mi-1", ""));
        case 2 -> {
          service.socket().cut();
          scheduler.advance(Duration.ofSeconds(61));
        }
        default -> {
          // Another frame.
        }
      }
    }
    int before = ends;
    service.json(MessageType.CHANNEL_CLOSED, new ChannelClosed("id", "mi-1", "last", "now", ""));

    assertThat(ends).as("seed %d", Fuzzing.SEED).isEqualTo(before + 1);
    channel.close();
    assertThat(service.socket().isClosed()).isTrue();
  }

  /** Uses what it hears as the agent does. */
  private final class Listener implements ControlChannelListener {
    @Override
    public void onConnected() {}

    @Override
    public void onDisconnected(Exception cause) {}

    @Override
    public void onStartSession(StartSessionTask task) {
      heard++;
      use(task.sessionId() + task.sessionType() + task.documentContent() + task.parameters());
    }

    @Override
    public void onSessionClosed(ChannelClosed closed) {
      heard++;
      ends++;
      use(closed.sessionId() + closed.output());
    }

    @Override
    public void onJob(UUID messageId, JobSend job) {
      heard++;
      use(job.jobId() + job.content() + job.isSend() + job.isCancel());
    }

    /** What a listener throws is logged alone. */
    private void use(String all) {
      missing |= all.contains("null");
    }
  }
}
