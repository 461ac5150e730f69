package io.sagemakerssh.core.session.client;

import io.sagemakerssh.core.session.channel.FrameSocket;
import io.sagemakerssh.core.session.channel.FrameSockets;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.channel.SessionGoneException;
import io.sagemakerssh.core.session.wire.OpenDataChannel;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Opens one session's websocket with the token of StartSession, and again with one of
 * ResumeSession: always the same address and client id ({@code sessionhandler.go:47-138} of the
 * session-manager-plugin). Used by one thread at a time.
 */
final class ClientOpener implements FrameSocket.Opener {
  /** Above the versions at which agents change their ways (PROTOCOL C.3: 1.1.70, 1.2.331.0). */
  static final String CLIENT_VERSION = "1.2.677.0";

  private final SessionTicket ticket;
  private final SessionCalls calls;
  private final FrameSockets sockets;
  private final String clientId = UUID.randomUUID().toString();
  private volatile boolean wasOpen;

  ClientOpener(SessionTicket ticket, SessionCalls calls, FrameSockets sockets) {
    this.ticket = ticket;
    this.calls = calls;
    this.sockets = sockets;
  }

  @Override
  public FrameSocket open(FrameSocket.Listener listener) throws IOException {
    String token = wasOpen ? resume() : ticket.token();
    FrameSocket socket = sockets.open(ticket.streamUrl(), Map.of(), listener);
    wasOpen = true;
    socket.sendText(
        new OpenDataChannel.ByClient(UUID.randomUUID(), token, clientId, CLIENT_VERSION).print());
    return socket;
  }

  private String resume() throws SessionGoneException {
    try {
      return calls
          .resume(ticket.sessionId())
          .map(SessionTicket::token)
          .orElseThrow(() -> new SessionGoneException(new SessionEnd(Kind.TIMED_OUT, "")));
    } catch (AwsServiceException refused) {
      boolean isLasting = refused.statusCode() / 100 == 4 && !refused.isThrottlingException();
      if (isLasting) {
        throw new SessionGoneException(new SessionEnd(Kind.TIMED_OUT, said(refused)));
      }
      throw refused;
    }
  }

  private static String said(AwsServiceException refused) {
    AwsErrorDetails details = refused.awsErrorDetails();
    return details == null || details.errorMessage() == null
        ? "the service answered HTTP " + refused.statusCode()
        : details.errorMessage();
  }
}
