package io.sagemakerssh.remote.sshserver;

import io.sagemakerssh.remote.process.ProcessGroup;
import io.sagemakerssh.remote.process.SessionEnvironment;
import io.sagemakerssh.remote.process.SessionProcess;
import io.sagemakerssh.remote.process.TimedOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One shell or command of a session: its process and the threads that carry its three streams. Each
 * stream has a thread and one buffer, and blocks while the other side does not take its bytes, so
 * that a slow reader costs no memory.
 */
final class SessionCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(SessionCommand.class);
  private static final int BUFFER_BYTES = 32 * 1024;
  private static final int CANNOT_RUN = 126;

  /** What is left in a terminal when its shell has ended comes at once or never. */
  private static final Duration LAST_OUTPUT = Duration.ofMillis(500);

  private final List<String> command;
  private final boolean isLoginShell;
  private final SessionEnvironment environment;
  private final Path directory;
  private final Path notes;
  private InputStream input;
  private OutputStream output;
  private OutputStream errors;
  private ExitCallback onExit;

  /** Guarded by this; null before the start and if it failed. */
  private SessionProcess running;

  /** Guarded by this. */
  private boolean destroyed;

  /** The last signal that the client has sent. */
  private volatile Optional<LinuxSignal> sent = Optional.empty();

  /** Of the session's own thread. None of a login shell on a terminal, whose session it leads. */
  private Optional<DeathNote> note = Optional.empty();

  private SessionCommand(
      List<String> command,
      boolean isLoginShell,
      SessionEnvironment environment,
      Path directory,
      Path notes) {
    this.command = List.copyOf(command);
    this.isLoginShell = isLoginShell;
    this.environment = environment;
    this.directory = directory;
    this.notes = notes;
  }

  /**
   * A shell to work in.
   *
   * @param directory where it runs
   * @param notes a directory for what is found out about its end
   */
  static SessionCommand shell(
      List<String> shell, SessionEnvironment environment, Path directory, Path notes) {
    return new SessionCommand(shell, true, environment, directory, notes);
  }

  /** One command; the rest as of {@link #shell}. */
  static SessionCommand command(
      List<String> command, SessionEnvironment environment, Path directory, Path notes) {
    return new SessionCommand(command, false, environment, directory, notes);
  }

  @Override
  public void setInputStream(InputStream in) {
    input = in;
  }

  @Override
  public void setOutputStream(OutputStream out) {
    output = out;
  }

  @Override
  public void setErrorStream(OutputStream err) {
    errors = err;
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    onExit = callback;
  }

  /** Starts the process on a thread of its own: MINA's threads must not wait for a fork. */
  @Override
  public void start(ChannelSession channel, Environment client) {
    thread("session", () -> run(channel, client));
  }

  private void run(ChannelSession channel, Environment client) {
    SessionProcess process;
    try {
      process = launch(channel, client);
    } catch (IOException | LinkageError e) {
      // A native library that does not load, say: the client must not wait for ever.
      tell("Cannot run " + command.get(0) + ": " + e.getMessage());
      onExit.onExit(CANNOT_RUN);
      return;
    }
    synchronized (this) {
      running = process;
      if (destroyed) {
        hangUp();
      }
    }
    client.addSignalListener((source, signal) -> received(signal, client));
    carry(channel, process);
  }

  private SessionProcess launch(ChannelSession channel, Environment client) throws IOException {
    Map<String, String> variables = environment.variables();
    variables.putAll(ClientVariables.of(channel.getServerSession(), client.getEnv()));
    boolean onTerminal = Terminal.isWanted(client);
    if (!onTerminal || !isLoginShell) {
      note = Optional.of(DeathNote.in(notes));
    }
    if (!onTerminal) {
      return SessionProcess.onPipes(note.orElseThrow().watching(command), variables, directory);
    }
    List<String> watched = note.map(of -> of.watchingOnTerminal(command)).orElse(command);
    Terminal terminal = Terminal.of(client);
    variables.putAll(terminal.variables());
    return SessionProcess.onTerminal(
        terminal.running(watched), variables, directory, terminal.columns(), terminal.rows());
  }

  private void carry(ChannelSession channel, SessionProcess session) {
    Process process = session.process();
    thread("stdin", () -> pump(input, process.getOutputStream(), !session.endsWithProcess()));
    TimedOutput toOutput = new TimedOutput(output);
    TimedOutput toErrors = new TimedOutput(errors);
    Thread out = thread("stdout", () -> pump(process.getInputStream(), toOutput, false));
    Thread err = thread("stderr", () -> pump(process.getErrorStream(), toErrors, false));
    try {
      int status = process.waitFor();
      if (session.endsWithProcess()) {
        toOutput.await(out, LAST_OUTPUT);
        toErrors.await(err, LAST_OUTPUT);
      } else {
        out.join();
        err.join();
      }
      closeQuietly(process.getInputStream());
      deadlySignal(status).ifPresent(((SessionChannel) channel)::killedBy);
      onExit.onExit(status);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<LinuxSignal> deadlySignal(int status) {
    boolean killed = note.filter(DeathNote::tellsOfASignal).isPresent();
    return LinuxSignal.ofStatus(status).filter(s -> killed || sent.equals(Optional.of(s)));
  }

  /**
   * Carries bytes until the source ends or the sink is gone.
   *
   * @param ends whether the source's end is passed on; a terminal has no end of its own
   */
  private void pump(InputStream source, OutputStream sink, boolean ends) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
        sink.write(buffer, 0, count);
        sink.flush();
      }
    } catch (IOException gone) {
      LOG.debug("A stream of '{}' ended: {}", command.get(0), gone.toString());
    } finally {
      if (ends) {
        closeQuietly(sink);
      }
    }
  }

  private void received(Signal signal, Environment client) {
    SessionProcess process;
    synchronized (this) {
      process = running;
    }
    if (signal == Signal.WINCH) {
      Terminal size = Terminal.of(client);
      process.resize(size.columns(), size.rows());
      return;
    }
    sent = LinuxSignal.of(signal);
    sent.ifPresent(known -> new ProcessGroup(process.process()).signal(known.number()));
  }

  /** The client is gone, or has closed the channel. */
  @Override
  public synchronized void destroy(ChannelSession channel) {
    destroyed = true;
    hangUp();
  }

  /** Closing the streams ends the pumps; of a terminal, it also hangs up the foreground job. */
  private void hangUp() {
    if (running == null) {
      return;
    }
    Process process = running.process();
    running.hangUp();
    closeQuietly(process.getOutputStream());
    closeQuietly(process.getInputStream());
    closeQuietly(process.getErrorStream());
  }

  private void tell(String message) {
    PrintStream text = new PrintStream(errors, true, StandardCharsets.UTF_8);
    text.println(message);
  }

  private static void closeQuietly(AutoCloseable stream) {
    try {
      stream.close();
    } catch (Exception alreadyGone) {
      LOG.debug("A stream could not be closed: {}", alreadyGone.toString());
    }
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, "sm-ssh-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
