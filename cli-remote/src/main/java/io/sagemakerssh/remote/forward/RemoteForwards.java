package io.sagemakerssh.remote.forward;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.RequestHandler.Result;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.ConnectionServiceRequestHandler;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and cancels what {@code ssh -R} asks for, on TCP ports and on Unix sockets. A connection's
 * listeners end with it.
 */
public final class RemoteForwards implements ConnectionServiceRequestHandler {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteForwards.class);

  /** By session and by what the client calls them. Guarded by this. */
  private final Map<Session, Map<String, ForwardListener>> listeners = new HashMap<>();

  @Override
  public Result process(ConnectionService service, String request, boolean wantReply, Buffer buffer)
      throws Exception {
    return switch (request) {
      case "tcpip-forward" -> beginTcp(service, buffer.getString(), buffer.getInt(), wantReply);
      case "cancel-tcpip-forward" ->
          cancel(service.getSession(), key(buffer.getString(), buffer.getInt()));
      case "streamlocal-forward@openssh.com" -> beginUnix(service, buffer.getString());
      case "cancel-streamlocal-forward@openssh.com" ->
          cancel(service.getSession(), buffer.getString());
      default -> Result.Unsupported;
    };
  }

  private Result beginTcp(ConnectionService service, String address, int port, boolean wantReply)
      throws IOException {
    int bound;
    try {
      ForwardListener listener = ForwardListener.tcp(service, address, port);
      bound = listener.port();
      keep(service.getSession(), key(address, bound), listener);
    } catch (IOException | RuntimeException refused) {
      LOG.info("Cannot forward port {}: {}", port, refused.getMessage());
      return Result.ReplyFailure;
    }
    if (port != 0 || !wantReply) {
      return Result.ReplySuccess;
    }
    Buffer reply = service.getSession().createBuffer(SshConstants.SSH_MSG_REQUEST_SUCCESS);
    reply.putUInt(bound);
    service.getSession().writePacket(reply);
    return Result.Replied;
  }

  private Result beginUnix(ConnectionService service, String path) {
    try {
      keep(service.getSession(), path, ForwardListener.unix(service, path));
      return Result.ReplySuccess;
    } catch (IOException | RuntimeException refused) {
      LOG.info("Cannot forward {}: {}", path, refused.toString());
      return Result.ReplyFailure;
    }
  }

  private synchronized void keep(Session session, String key, ForwardListener listener) {
    boolean first = !listeners.containsKey(session);
    listeners.computeIfAbsent(session, none -> new HashMap<>()).put(key, listener);
    if (first) {
      session.addCloseFutureListener(closed -> end(session));
    }
  }

  private synchronized Result cancel(Session session, String key) {
    ForwardListener listener = listeners.getOrDefault(session, Map.of()).get(key);
    if (listener == null) {
      return Result.ReplyFailure;
    }
    listeners.get(session).remove(key);
    close(listener);
    return Result.ReplySuccess;
  }

  private synchronized void end(Session session) {
    Map<String, ForwardListener> ended = listeners.remove(session);
    if (ended != null) {
      ended.values().forEach(RemoteForwards::close);
    }
  }

  private static void close(ForwardListener listener) {
    try {
      listener.close();
    } catch (IOException e) {
      LOG.debug("A forward could not be closed: {}", e.toString());
    }
  }

  private static String key(String address, int port) {
    return address + ":" + port;
  }
}
