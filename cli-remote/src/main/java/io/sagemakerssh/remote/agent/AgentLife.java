package io.sagemakerssh.remote.agent;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.channel.Scheduler;
import io.sagemakerssh.core.session.service.ControlChannel;
import io.sagemakerssh.core.session.service.ControlChannelListener;
import io.sagemakerssh.core.session.wire.ChannelClosed;
import io.sagemakerssh.core.session.wire.JobSend;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The order of an agent's doings: a ping, then the control channel, then a ping every five minutes;
 * what the channel brings goes to commands and sessions (PROTOCOL.md D.3, D.10).
 */
final class AgentLife implements ControlChannelListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentLife.class);
  private static final Duration PING_EVERY = Duration.ofMinutes(5);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Runnable ping;
  private final Function<ControlChannelListener, ControlChannel> opener;
  private final RunCommand commands;
  private final AgentSessions sessions;
  private final Scheduler scheduler;
  private final CompletableFuture<ControlChannel> channel = new CompletableFuture<>();
  private final CompletableFuture<Void> online = new CompletableFuture<>();
  private volatile String lastFailure = "SSM has not answered yet";

  private volatile boolean closed;

  /** The pause before the next ping. Touched by the ping alone, of which there is one at a time. */
  private Duration pause = FIRST_PAUSE;

  /**
   * @param ping tells SSM that we live; throws if SSM does not take it
   * @param opener opens the control channel
   * @param scheduler runs the pings
   */
  AgentLife(
      Runnable ping,
      Function<ControlChannelListener, ControlChannel> opener,
      RunCommand commands,
      AgentSessions sessions,
      Scheduler scheduler) {
    this.scheduler = scheduler;
    this.ping = ping;
    this.opener = opener;
    this.commands = commands;
    this.sessions = sessions;
  }

  void start() {
    scheduler.execute(this::ping);
  }

  /** Completes when the first ping was taken and the control channel is open. */
  CompletableFuture<Void> online() {
    return online.copy();
  }

  /** What went wrong last, in a few words. */
  String lastFailure() {
    return lastFailure;
  }

  private void ping() {
    if (closed) {
      return;
    }
    try {
      ping.run();
      pause = FIRST_PAUSE;
      if (!channel.isDone()) {
        channel.complete(opener.apply(this));
        if (closed) {
          channel.join().close();
        }
      }
      pingAfter(PING_EVERY);
    } catch (RuntimeException | Error failure) {
      // Also an error: without a ping the instance would be lost, and nobody hear of it.
      lastFailure = describe(failure);
      LOG.warn("Cannot ping SSM: {}", lastFailure);
      pingAfter(jittered(pause));
      pause = pause.multipliedBy(2);
      if (pause.compareTo(LONGEST_PAUSE) > 0) {
        pause = LONGEST_PAUSE;
      }
    }
  }

  private void pingAfter(Duration delay) {
    scheduler.schedule(delay, () -> scheduler.execute(this::ping));
  }

  private static Duration jittered(Duration longest) {
    long millis = longest.toMillis();
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
  }

  private static String describe(Throwable failure) {
    return failure instanceof UserError error ? error.why() : String.valueOf(failure.getMessage());
  }

  @Override
  public void onConnected() {
    LOG.info("Online");
    online.complete(null);
  }

  @Override
  public void onDisconnected(Exception cause) {
    lastFailure = describe(cause);
    LOG.warn("The control channel is down: {}", lastFailure);
  }

  @Override
  public void onStartSession(StartSessionTask task) {
    sessions.onStart(channel.join(), task);
  }

  @Override
  public void onSessionClosed(ChannelClosed closed) {
    sessions.onClosed(closed);
  }

  @Override
  public void onJob(UUID messageId, JobSend job) {
    commands.onJob(channel.join(), messageId, job);
  }

  @Override
  public void close() {
    closed = true;
    commands.close();
    sessions.close();
    if (channel.isDone()) {
      channel.join().close();
    }
  }
}
