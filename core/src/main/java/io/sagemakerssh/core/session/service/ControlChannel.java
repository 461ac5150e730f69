package io.sagemakerssh.core.session.service;

import io.sagemakerssh.core.session.wire.JobAck;
import io.sagemakerssh.core.session.wire.JobReply;
import io.sagemakerssh.core.session.wire.TaskComplete;

/**
 * The agent's standing connection to the service. Every method returns at once; what cannot be sent
 * now is kept, bounded, and sent when the channel is open again.
 */
public final class ControlChannel implements AutoCloseable {
  ControlChannel() {}

  /** Answers {@link ControlChannelListener#onJob}. */
  public void acknowledgeJob(JobAck ack) {
    throw new UnsupportedOperationException();
  }

  /** Says that a job goes on. Sent once: a later reply makes it worthless. */
  public void sendProgress(JobReply reply) {
    throw new UnsupportedOperationException();
  }

  /** Says how a job went. Sent again until the service acknowledges it. */
  public void sendReply(JobReply reply) {
    throw new UnsupportedOperationException();
  }

  /** Says that a session ended. Sent again until the service acknowledges it. */
  public void sendTaskComplete(TaskComplete complete) {
    throw new UnsupportedOperationException();
  }

  /** Closes the connection. What the service has not acknowledged is given up. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
