package io.sagemakerssh.core.session.service;

import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.JobSend;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import java.util.UUID;

/**
 * What the service asks of the agent. Called on the channel's thread, one call at a time: hand long
 * work to another thread, or what comes next waits.
 */
public interface ControlChannelListener {

  /** The control channel is open, for the first time or again. */
  void onConnected();

  /**
   * The control channel was lost or could not be opened; it is being opened again.
   *
   * @param cause a {@link MessageServiceException} if the service refused it
   */
  void onDisconnected(Exception cause);

  /** Start a session; the same may be asked twice. */
  void onStartSession(StartSessionTask task);

  /** End a session. */
  void onSessionClosed(ChannelClosed closed);

  /**
   * Run or cancel a command; answer with {@link ControlChannel#acknowledgeJob}. The same may be
   * asked until it is acknowledged.
   *
   * @param messageId what the acknowledgement names
   */
  void onJob(UUID messageId, JobSend job);
}
