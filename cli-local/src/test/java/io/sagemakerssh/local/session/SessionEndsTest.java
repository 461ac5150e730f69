package io.sagemakerssh.local.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionEndsTest {
  private static UserError explained(Kind kind, String text) {
    UserError error = SessionEnds.explain("s-1", new SessionEnd(kind, text));
    assertThat(error.exitCode()).isEqualTo(ExitCode.SESSION_FAILED);
    assertThat(error.what()).isEqualTo("The session s-1 ended");
    return error;
  }

  @Test
  void sessionThatIsNoLongerKnownMayHaveBeenIdle() {
    UserError error = explained(Kind.TIMED_OUT, "");

    assertThat(error.why())
        .isEqualTo("the connection was lost, and Session Manager no longer knows the session");
    assertThat(error.advice())
        .startsWith("Start it again.")
        .contains("Session Manager preferences", "idle timeout");
  }

  @Test
  void connectionThatStaysBrokenIsLookedForHereAndThere() {
    UserError error = explained(Kind.BROKEN, "no route to host");

    assertThat(error.why())
        .isEqualTo("the connection broke and could not be made again: no route to host");
    assertThat(error.advice())
        .contains("this machine reaches AWS", "the instance is online", "start it again");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatTheServiceSaidIsTold(Kind kind) {
    assertThat(explained(kind, "said by it").why()).endsWith(": said by it");
  }
}
