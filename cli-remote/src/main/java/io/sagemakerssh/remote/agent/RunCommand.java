package io.sagemakerssh.remote.agent;

import static io.sagemakerssh.remote.agent.JsonMembers.object;
import static io.sagemakerssh.remote.agent.JsonMembers.text;

import io.sagemakerssh.core.session.service.ControlChannel;
import io.sagemakerssh.core.session.wire.JobAck;
import io.sagemakerssh.core.session.wire.JobSend;
import io.sagemakerssh.remote.registration.ManagedInstance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands and cancellations from the service: five commands run at a time, five more wait,
 * and none runs twice (PROTOCOL.md D.8).
 */
final class RunCommand implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
  private static final int AT_A_TIME = 5;
  private static final int WAITING = 5;
  private static final Duration REMEMBERED = Duration.ofMinutes(30);
  private static final Duration TIME_TO_DIE = Duration.ofSeconds(5);
  private static final int LONGEST_ID = 100;

  private final ManagedInstance instance;
  private final ScriptSettings settings;
  private final OsRelease system;
  private final Clock clock;
  private final ThreadPoolExecutor threads;
  private final Map<String, CommandRun> running = new ConcurrentHashMap<>();

  /** When each command was taken. Touched by the control channel's thread alone. */
  private final Map<String, Instant> taken = new HashMap<>();

  RunCommand(ManagedInstance instance, ScriptSettings settings, OsRelease system, Clock clock) {
    this.instance = instance;
    this.settings = settings;
    this.system = system;
    this.clock = clock;
    this.threads =
        new ThreadPoolExecutor(
            AT_A_TIME,
            AT_A_TIME,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            DaemonThreads.named("sm-ssh-command"));
    threads.allowCoreThreadTimeOut(true);
  }

  /** Handles one {@code agent_job} and acknowledges it. Called by one thread at a time. */
  void onJob(ControlChannel channel, UUID messageId, JobSend job) {
    Acknowledgement ack =
        (status, message) ->
            channel.acknowledgeJob(
                new JobAck(job.jobId(), messageId, clock.instant(), status, message));
    if (job.isSend()) {
      onSend(channel, job, ack);
    } else if (job.isCancel()) {
      onCancel(channel, job, ack);
    } else {
      ack.send(JobAck.MESSAGE_PARSE_ERROR, "The topic is not understood");
    }
  }

  /** Answers one job. */
  @FunctionalInterface
  private interface Acknowledgement {
    void send(String status, String message);
  }

  private void onSend(ControlChannel channel, JobSend job, Acknowledgement ack) {
    String commandId = text(job.content(), "CommandId");
    if (commandId.isEmpty() || commandId.length() > LONGEST_ID) {
      ack.send(JobAck.MESSAGE_PARSE_ERROR, "The content has no usable CommandId");
      return;
    }
    Instant now = clock.instant();
    taken.values().removeIf(time -> time.isBefore(now.minus(REMEMBERED)));
    if (taken.containsKey(commandId)) {
      ack.send(JobAck.DUPLICATE_COMMAND, "The command was taken before");
      return;
    }
    CommandRun run;
    try {
      run = prepare(channel, job, commandId);
    } catch (InvalidDocumentException invalid) {
      ack.send(JobAck.INVALID_DOCUMENT, invalid.getMessage());
      return;
    }
    if (threads.getQueue().remainingCapacity() == 0) {
      ack.send(JobAck.BUFFER_FULL, "Too many commands are running");
      return;
    }
    taken.put(commandId, now);
    // Before the command can reply.
    ack.send(JobAck.ACCEPTED, "Successful");
    start(job.jobId(), commandId, run);
  }

  private void onCancel(ControlChannel channel, JobSend job, Acknowledgement ack) {
    ack.send(JobAck.ACCEPTED, "Successful");
    channel.sendProgress(
        new ReplyContent(job.jobId(), JobSend.CANCEL_COMMAND).progress(clock.instant()));
    CommandRun run = running.get(text(job.content(), "CancelMessageId"));
    if (run != null) {
      run.cancel();
    }
  }

  private CommandRun prepare(ControlChannel channel, JobSend job, String commandId)
      throws InvalidDocumentException {
    CommandDocument document =
        CommandDocument.parse(
            object(job.content(), "DocumentContent"), object(job.content(), "Parameters"));
    return new CommandRun(
        document,
        settings.script(commandId, instance.id(), instance.region(), system),
        new ReplyContent(job.jobId(), JobSend.SEND_COMMAND),
        channel,
        clock);
  }

  private void start(String jobId, String commandId, CommandRun run) {
    running.put(jobId, run);
    try {
      threads.execute(
          () -> {
            LOG.info("Running command {}", commandId);
            try {
              run.run();
            } catch (InterruptedException closing) {
              Thread.currentThread().interrupt();
            } finally {
              ended(jobId);
            }
          });
    } catch (RejectedExecutionException closing) {
      ended(jobId);
    }
  }

  private synchronized void ended(String jobId) {
    running.remove(jobId);
    notifyAll();
  }

  /** Waits until every command that was taken has ended and its result is told, or time is up. */
  synchronized void awaitIdle(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    long rest = limit.toNanos();
    while (!running.isEmpty() && rest > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, rest);
      rest = end - System.nanoTime();
    }
  }

  /** Cancels what is running and waits until it has been killed. */
  @Override
  public void close() {
    threads.shutdown();
    running.values().forEach(CommandRun::cancel);
    try {
      if (!threads.awaitTermination(TIME_TO_DIE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{} commands do not end", running.size());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
