package io.sagemakerssh.remote.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.service.AgentShellSession;
import io.sagemakerssh.remote.process.ProcessGroup;
import io.sagemakerssh.remote.process.SessionProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a shell session's bytes until its process or the session ends, then ends the other. Each
 * stream has a thread and one buffer, and waits for the slower side.
 */
final class ShellPump {
  private static final Logger LOG = LoggerFactory.getLogger(ShellPump.class);

  private static final int BUFFER_BYTES = 1_024;

  /** What is left in a terminal when its shell has ended comes at once or never. */
  private static final Duration LAST_OUTPUT = Duration.ofMillis(500);

  private static final int SIGHUP = 1;

  /** What a command without terminal is sent for Ctrl-C, Ctrl-Z and Ctrl-\. */
  private static final Map<Byte, Integer> SIGNALS =
      Map.of((byte) 3, 2, (byte) 26, 20, (byte) 28, 3);

  private final AgentShellSession session;
  private final SessionProcess program;
  private final Process process;
  private final ShellRequest request;
  private final ThreadFactory threads;

  ShellPump(
      AgentShellSession session,
      SessionProcess program,
      ShellRequest request,
      ThreadFactory threads) {
    this.session = session;
    this.program = program;
    this.process = program.process();
    this.request = request;
    this.threads = threads;
  }

  /**
   * Runs to the end.
   *
   * @throws IOException if the session broke
   */
  void run() throws IOException, InterruptedException {
    Thread input = start(request.onTerminal() ? this::type : this::signal);
    ProcessOutput output =
        ProcessOutput.carrying(process.getInputStream(), session.output(), threads);
    ProcessOutput errors =
        ProcessOutput.carrying(process.getErrorStream(), session.errors(), threads);
    Thread ending = start(this::hangUpWithTheSession);
    int exitCode = process.waitFor();
    if (program.endsWithProcess()) {
      output.await(LAST_OUTPUT);
      errors.await(LAST_OUTPUT);
    } else {
      output.await();
      errors.await();
    }
    tell(exitCode);
    session.terminate();
    input.join();
    ending.join();
    SessionEnd end = session.end().join();
    if (end.kind() == SessionEnd.Kind.BROKEN || end.kind() == SessionEnd.Kind.TIMED_OUT) {
      throw new IOException("the connection to the client was lost: " + end.text());
    }
  }

  /** The session may end meanwhile: then nobody asks. */
  private void tell(int exitCode) {
    if (request.onTerminal() || !request.separate()) {
      return;
    }
    try {
      session.sendExitCode(exitCode);
    } catch (IOException over) {
      LOG.debug("Nobody to tell exit code {}: {}", exitCode, over.toString());
    }
  }

  private void type() {
    try {
      OutputStream keyboard = process.getOutputStream();
      if (!request.profile().isEmpty()) {
        keyboard.write((request.profile().stripTrailing() + "\n").getBytes(UTF_8));
        keyboard.flush();
      }
      byte[] buffer = new byte[BUFFER_BYTES];
      int count;
      while ((count = session.input().read(buffer)) != -1) {
        keyboard.write(buffer, 0, count);
        keyboard.flush();
      }
    } catch (IOException over) {
      LOG.debug("The input of session {} ended: {}", session.sessionId(), over.toString());
    }
  }

  /** There is no standard input; only the bytes that a terminal makes signals of count. */
  private void signal() {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      process.getOutputStream().close();
      int count;
      while ((count = session.input().read(buffer)) != -1) {
        for (int i = 0; i < count; i++) {
          Integer signal = SIGNALS.get(buffer[i]);
          if (signal != null) {
            new ProcessGroup(process).signal(signal);
          }
        }
      }
    } catch (IOException over) {
      LOG.debug("The input of session {} ended: {}", session.sessionId(), over.toString());
    }
  }

  /** The client is gone: hang up, as a terminal does. Closing the streams ends the threads. */
  private void hangUpWithTheSession() {
    session.end().join();
    new ProcessGroup(process).signal(SIGHUP);
    closeQuietly(process.getOutputStream());
    closeQuietly(process.getInputStream());
    closeQuietly(process.getErrorStream());
  }

  private static void closeQuietly(AutoCloseable stream) {
    try {
      stream.close();
    } catch (Exception alreadyGone) {
      LOG.debug("A stream could not be closed: {}", alreadyGone.toString());
    }
  }

  private Thread start(Runnable work) {
    Thread thread = threads.newThread(work);
    thread.start();
    return thread;
  }
}
