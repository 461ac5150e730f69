package io.sagemakerssh.core.session.client;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.FrameSockets;
import io.sagemakerssh.core.session.channel.Scheduler;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SystemScheduler;
import io.sagemakerssh.core.session.channel.WebSockets;
import io.sagemakerssh.core.session.encryption.DataKeys;
import io.sagemakerssh.core.web.WebClient;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Opens sessions from the laptop. One a process is enough, for any number of sessions; safe for use
 * by several threads.
 */
public final class SessionClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SessionClient.class);
  private static final String SSH_DOCUMENT = "AWS-StartSSHSession";
  private static final String INTERACTIVE_DOCUMENT = "AWS-StartInteractiveCommand";
  private static final String COMMAND_DOCUMENT = "AWS-StartNonInteractiveCommand";
  private static final String FORWARD_DOCUMENT = "AWS-StartPortForwardingSession";
  private static final String FORWARD_TO_HOST_DOCUMENT =
      "AWS-StartPortForwardingSessionToRemoteHost";

  private final SessionCalls calls;
  private final FrameSockets sockets;
  private final ChannelSettings settings;
  private final Scheduler scheduler;
  private final Runnable onClose;
  private final OpenSessions begun = new OpenSessions();

  /**
   * A client.
   *
   * @param web opens the websockets
   */
  public SessionClient(SessionCalls calls, WebClient web, ChannelSettings settings) {
    this(calls, web, settings, new SystemScheduler());
  }

  private SessionClient(
      SessionCalls calls, WebClient web, ChannelSettings settings, SystemScheduler scheduler) {
    this(calls, new WebSockets(web, scheduler), settings, scheduler, scheduler::close);
  }

  SessionClient(
      SessionCalls calls,
      FrameSockets sockets,
      ChannelSettings settings,
      Scheduler scheduler,
      Runnable onClose) {
    this.calls = calls;
    this.sockets = sockets;
    this.settings = settings;
    this.scheduler = scheduler;
    this.onClose = onClose;
  }

  /**
   * Starts a session of {@code AWS-StartSSHSession} to a port of a managed instance and opens it.
   * The SDK's exceptions of StartSession pass through.
   *
   * @throws UserError with {@link ExitCode#SESSION_FAILED} if the session cannot be opened
   */
  public PortSession connect(String instanceId, int port) {
    Map<String, List<String>> parameters = Map.of("portNumber", List.of(Integer.toString(port)));
    return open(calls.start(instanceId, SSH_DOCUMENT, parameters));
  }

  /**
   * Starts a session that forwards connections to a port of a managed instance, and opens it. The
   * SDK's exceptions of StartSession pass through.
   *
   * @param onRefused told, on a thread of its own, each time that the port refuses a connection
   * @throws UserError with {@link ExitCode#SESSION_FAILED} if the session cannot be opened
   */
  public ForwardSession forward(String instanceId, int port, Runnable onRefused) {
    Map<String, List<String>> parameters = Map.of("portNumber", List.of(Integer.toString(port)));
    return openForward(calls.start(instanceId, FORWARD_DOCUMENT, parameters), onRefused);
  }

  /** As the other, but to a port of a host that the managed instance reaches. */
  public ForwardSession forward(String instanceId, String host, int port, Runnable onRefused) {
    Map<String, List<String>> parameters =
        Map.of("host", List.of(host), "portNumber", List.of(Integer.toString(port)));
    return openForward(calls.start(instanceId, FORWARD_TO_HOST_DOCUMENT, parameters), onRefused);
  }

  /** Opens a started session that forwards connections. */
  ForwardSession openForward(SessionTicket ticket, Runnable onRefused) {
    ClientOpener opener = new ClientOpener(ticket, calls, sockets);
    ForwardSession session =
        new ForwardSession(ticket.sessionId(), settings(ticket), scheduler, opener, onRefused);
    open(ticket, session::open, session::close, session.end());
    return session;
  }

  /**
   * Starts a shell on a managed instance and opens it. The SDK's exceptions of StartSession pass
   * through.
   *
   * @param keys makes the session's key if the account's preferences encrypt sessions
   * @throws UserError with {@link ExitCode#SESSION_FAILED} if the session cannot be opened
   */
  public ShellSession shell(String instanceId, DataKeys keys) {
    return openShell(calls.start(instanceId, "", Map.of()), instanceId, keys);
  }

  /**
   * Starts one command on a managed instance and opens its session; otherwise as {@link #shell}.
   *
   * @param terminal whether the command gets a terminal; else its errors stay apart and its exit
   *     code is told
   */
  public ShellSession command(String instanceId, String command, boolean terminal, DataKeys keys) {
    String document = terminal ? INTERACTIVE_DOCUMENT : COMMAND_DOCUMENT;
    return openShell(
        calls.start(instanceId, document, Map.of("command", List.of(command))), instanceId, keys);
  }

  /** Opens a started session of a shell or a command. */
  ShellSession openShell(SessionTicket ticket, String instanceId, DataKeys keys) {
    ClientOpener opener = new ClientOpener(ticket, calls, sockets);
    ClientEncryption encryption = new ClientEncryption(keys, ticket.sessionId(), instanceId);
    ShellSession session =
        new ShellSession(ticket.sessionId(), settings(ticket), scheduler, opener, encryption);
    open(ticket, session::open, session::close, session.end());
    return session;
  }

  /**
   * Opens a started session: websocket and handshake. Returns when bytes can flow, within 15 s.
   *
   * @throws UserError with {@link ExitCode#SESSION_FAILED} if it cannot be opened
   */
  public PortSession open(SessionTicket ticket) {
    ClientOpener opener = new ClientOpener(ticket, calls, sockets);
    PortSession session = new PortSession(ticket.sessionId(), settings(ticket), scheduler, opener);
    open(ticket, session::open, session::close, session.end());
    return session;
  }

  private ChannelSettings settings(SessionTicket ticket) {
    OptionalInt announced = ticket.messageBytes();
    return announced.isPresent() ? settings.withAnnounced(announced.getAsInt()) : settings;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // To forget a session cannot fail.
  private void open(
      SessionTicket ticket, Runnable opening, Runnable close, CompletableFuture<SessionEnd> end) {
    String sessionId = ticket.sessionId();
    begun.put(sessionId, () -> terminate(sessionId));
    try {
      opening.run();
      begun.put(sessionId, close);
      end.thenRun(() -> begun.remove(sessionId));
    } catch (UserError failed) {
      begun.remove(sessionId);
      terminate(sessionId);
      throw failed;
    }
  }

  /** The other end may not know that nobody will come: as the official command line does. */
  private void terminate(String sessionId) {
    try {
      calls.terminate(sessionId);
    } catch (SdkException refused) {
      LOG.debug("Session {} could not be terminated", sessionId, refused);
    }
  }

  /**
   * Ends every session that is still open, which takes up to 2 s where the other end is silent, and
   * the client's threads.
   */
  @Override
  public synchronized void close() {
    begun.endAll();
    onClose.run();
  }
}
