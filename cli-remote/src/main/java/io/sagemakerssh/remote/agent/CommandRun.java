package io.sagemakerssh.remote.agent;

import io.sagemakerssh.core.session.service.ControlChannel;
import io.sagemakerssh.core.session.wire.JobReply;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command from its acceptance to its last reply: in progress, each step's result, the whole
 * (PROTOCOL.md D.8). One thread runs it; any thread may cancel it.
 */
final class CommandRun {
  private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);
  private static final int SUCCEED_AND_STOP = 168;
  private static final int FAIL_AND_STOP = 169;
  private static final int REBOOT = 194;
  private static final int NOT_RUN = 1;

  private final CommandDocument document;
  private final ShellScript shell;
  private final ReplyContent replies;
  private final ControlChannel channel;
  private final Clock clock;
  private final CompletableFuture<Void> cancellation = new CompletableFuture<>();
  private final List<StepResult> results = new ArrayList<>();

  CommandRun(
      CommandDocument document,
      ShellScript shell,
      ReplyContent replies,
      ControlChannel channel,
      Clock clock) {
    this.document = document;
    this.shell = shell;
    this.replies = replies;
    this.channel = channel;
    this.clock = clock;
  }

  /** Ends the command early; steps that have not begun never run. */
  void cancel() {
    cancellation.complete(null);
  }

  void run() throws InterruptedException {
    channel.sendProgress(replies.progress(clock.instant()));
    boolean goOn = true;
    for (CommandStep step : document.steps()) {
      StepResult result = goOn ? run(step) : skipped(step);
      results.add(result);
      goOn = goOn && !endsCommand(result);
      channel.sendReply(
          replies.results(ReplyStatus.IN_PROGRESS, List.of(result), results, clock.instant()));
    }
    channel.sendReply(finalReply());
  }

  /** Like the official agent's, with a step's details only if there is but one step. */
  private JobReply finalReply() {
    ReplyStatus status = ReplyStatus.ofCommand(results.stream().map(StepResult::status).toList());
    List<StepResult> details = results.size() == 1 ? results : List.of();
    return replies.results(status, details, results, clock.instant());
  }

  private StepResult run(CommandStep step) throws InterruptedException {
    Instant start = clock.instant();
    if (cancellation.isDone()) {
      return result(step, ReplyStatus.CANCELLED, ShellScript.KILLED, "", "", start);
    }
    if (!step.appliesHere()) {
      return skipped(step);
    }
    if (!step.action().equals(CommandStep.SHELL_SCRIPT)) {
      String message = "The action " + step.action() + " is not supported by this agent";
      return result(step, ReplyStatus.FAILED, NOT_RUN, "", message, start);
    }
    try {
      return result(
          step,
          shell.run(step.script(), step.workingDirectory(), step.timeout(), cancellation),
          start);
    } catch (IOException unstartable) {
      String message = "failed to run commands: " + unstartable.getMessage();
      return result(step, ReplyStatus.FAILED, NOT_RUN, "", message, start);
    }
  }

  private StepResult result(CommandStep step, ShellScript.Outcome outcome, Instant start) {
    int code = outcome.exitCode();
    ReplyStatus status = status(outcome);
    String err = outcome.err();
    if (status == ReplyStatus.SUCCESS_AND_REBOOT) {
      LOG.warn("A command exited with 194 to ask for a reboot; a container is not rebooted");
    } else if (code == SUCCEED_AND_STOP) {
      status = ReplyStatus.SUCCESS;
    } else if (status == ReplyStatus.FAILED) {
      err += "\nfailed to run commands: exit status " + code;
      if (step.onFailure().equals("successAndExit")) {
        status = ReplyStatus.SUCCESS;
        code = SUCCEED_AND_STOP;
      }
    }
    return result(step, status, code, outcome.out(), err, start);
  }

  private static ReplyStatus status(ShellScript.Outcome outcome) {
    if (outcome.ending() == ShellScript.Ending.CANCELLED) {
      return ReplyStatus.CANCELLED;
    }
    if (outcome.ending() == ShellScript.Ending.TIMED_OUT) {
      return ReplyStatus.TIMED_OUT;
    }
    return switch (outcome.exitCode()) {
      case 0 -> ReplyStatus.SUCCESS;
      case REBOOT -> ReplyStatus.SUCCESS_AND_REBOOT;
      // The official agent takes a script that was killed for one that took too long.
      case ShellScript.KILLED -> ReplyStatus.TIMED_OUT;
      default -> ReplyStatus.FAILED;
    };
  }

  private static boolean endsCommand(StepResult result) {
    int code = result.code();
    return result.status() == ReplyStatus.SUCCESS_AND_REBOOT
        || code == SUCCEED_AND_STOP
        || code == FAIL_AND_STOP
        || (result.status() == ReplyStatus.FAILED && result.step().onFailure().equals("exit"));
  }

  private StepResult skipped(CommandStep step) {
    return result(step, ReplyStatus.SKIPPED, 0, "", "", clock.instant());
  }

  private StepResult result(
      CommandStep step, ReplyStatus status, int code, String out, String err, Instant start) {
    return new StepResult(step, status, code, out, err, start, clock.instant());
  }
}
