package io.sagemakerssh.remote.agent;

import java.util.Collection;
import java.util.List;

/** How a step, or a whole command, stands, in the words of the service (PROTOCOL.md D.8). */
enum ReplyStatus {
  IN_PROGRESS("InProgress"),
  SUCCESS("Success"),
  SUCCESS_AND_REBOOT("SuccessAndReboot"),
  FAILED("Failed"),
  CANCELLED("Cancelled"),
  TIMED_OUT("TimedOut"),
  SKIPPED("Skipped");

  private final String word;

  ReplyStatus(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  /** What the steps' statuses make of the command, once all steps have one. */
  static ReplyStatus ofCommand(Collection<ReplyStatus> steps) {
    for (ReplyStatus decisive : List.of(SUCCESS_AND_REBOOT, FAILED, TIMED_OUT, CANCELLED)) {
      if (steps.contains(decisive)) {
        return decisive;
      }
    }
    return SUCCESS;
  }
}
