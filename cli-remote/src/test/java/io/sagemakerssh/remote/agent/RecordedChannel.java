package io.sagemakerssh.remote.agent;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.sagemakerssh.core.session.service.ControlChannel;
import io.sagemakerssh.core.session.wire.JobAck;
import io.sagemakerssh.core.session.wire.JobReply;
import io.sagemakerssh.core.session.wire.JsonPayload;
import io.sagemakerssh.core.session.wire.TaskComplete;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A control channel that leads nowhere and keeps in order what the agent says. */
final class RecordedChannel {
  private final ControlChannel channel = mock(ControlChannel.class);
  private final BlockingQueue<JsonPayload> said = new LinkedBlockingQueue<>();

  RecordedChannel() {
    doAnswer(call -> said.add(call.getArgument(0))).when(channel).acknowledgeJob(any());
    doAnswer(call -> said.add(call.getArgument(0))).when(channel).sendProgress(any());
    doAnswer(call -> said.add(call.getArgument(0))).when(channel).sendReply(any());
    doAnswer(call -> said.add(call.getArgument(0))).when(channel).sendTaskComplete(any());
  }

  ControlChannel channel() {
    return channel;
  }

  JobAck nextAck() throws InterruptedException {
    return next(JobAck.class);
  }

  /** The next acknowledgement; replies that come before it are passed over. */
  JobAck nextAckSkippingReplies() throws InterruptedException {
    while (said.peek() instanceof JobReply) {
      said.take();
    }
    return nextAck();
  }

  JobReply nextReply() throws InterruptedException {
    return next(JobReply.class);
  }

  TaskComplete nextTaskComplete() throws InterruptedException {
    return next(TaskComplete.class);
  }

  /** How much was said and not asked for yet. */
  int untaken() {
    return said.size();
  }

  boolean isSilent() {
    return said.isEmpty();
  }

  private <T> T next(Class<T> type) throws InterruptedException {
    JsonPayload next = said.poll(20, TimeUnit.SECONDS);
    if (!type.isInstance(next)) {
      throw new AssertionError("Awaited a " + type.getSimpleName() + ", got " + next);
    }
    return type.cast(next);
  }
}
