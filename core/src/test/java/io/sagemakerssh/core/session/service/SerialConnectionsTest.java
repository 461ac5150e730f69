package io.sagemakerssh.core.session.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.sagemakerssh.core.session.channel.DataChannel;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import org.junit.jupiter.api.Test;

/** What no client can bring about at will; the rest is in {@link AgentForwardSessionTest}. */
class SerialConnectionsTest {
  /** Nobody would ever end it: its port would be connected to nobody. */
  @Test
  void sessionThatEndedRightAfterTheHandshakeBeginsNoConnection() throws Exception {
    AcceptedConnections accepted = new AcceptedConnections();
    SerialConnections serial = new SerialConnections(mock(DataChannel.class), accepted);
    SessionEnd end = new SessionEnd(Kind.REMOTE_EOF, "");

    serial.end(end);
    accepted.end(end);
    serial.begin();

    assertThat(accepted.next()).isEmpty();
  }
}
