package io.sagemakerssh.remote.agent;

import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.service.AgentPortSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A session's other end: what it sends comes out of the session's input, and so on. */
final class PortClient {
  private final AgentPortSession session = mock(AgentPortSession.class);
  private final PipedOutputStream toAgent = new PipedOutputStream();
  private final PipedInputStream fromAgent = new PipedInputStream(1 << 16);
  private final CompletableFuture<SessionEnd> end = new CompletableFuture<>();

  PortClient() throws IOException {
    InputStream input = new PipedInputStream(toAgent, 1 << 16);
    OutputStream output = new PipedOutputStream(fromAgent);
    when(session.input()).thenReturn(input);
    when(session.output()).thenReturn(output);
    when(session.end()).thenReturn(end);
    doAnswer(
            call -> {
              end(SessionEnd.Kind.CLOSED_HERE, "");
              output.close();
              return null;
            })
        .when(session)
        .close();
  }

  /** The agent's end. */
  AgentPortSession session() {
    return session;
  }

  void send(String text) throws IOException {
    toAgent.write(text.getBytes(StandardCharsets.UTF_8));
    toAgent.flush();
  }

  /** Waits for as many bytes. */
  String receive(int length) throws IOException {
    return new String(fromAgent.readNBytes(length), StandardCharsets.UTF_8);
  }

  void end(SessionEnd.Kind kind, String text) throws IOException {
    end.complete(new SessionEnd(kind, text));
    toAgent.close();
  }
}
