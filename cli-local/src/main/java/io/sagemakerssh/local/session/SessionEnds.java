package io.sagemakerssh.local.session;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.channel.SessionEnd;

/** What the user is told about the end of a session that they did not end. */
final class SessionEnds {
  private SessionEnds() {}

  static UserError explain(String sessionId, SessionEnd end) {
    String said = end.text().isEmpty() ? "" : ": " + end.text();
    return switch (end.kind()) {
      case TIMED_OUT ->
          error(
              sessionId,
              "the connection was lost, and Session Manager no longer knows the session" + said,
              "Start it again. The account's Session Manager preferences set the idle timeout.");
      case SILENT ->
          error(
              sessionId,
              "the container does not answer" + said,
              "See with 'list' whether the job still runs, and start it again.");
      case BROKEN ->
          error(
              sessionId,
              "the connection broke and could not be made again" + said,
              "See that this machine reaches AWS and that the instance is online, and start it again.");
      case CLOSED_HERE, REMOTE_EOF, CLOSED_BY_SERVICE ->
          error(
              sessionId,
              "Session Manager ended it" + said,
              "Start it again. A session ends when it is idle too long, or when somebody terminates it.");
    };
  }

  private static UserError error(String sessionId, String why, String advice) {
    return new UserError(
        ExitCode.SESSION_FAILED, "The session " + sessionId + " ended", why, advice);
  }
}
