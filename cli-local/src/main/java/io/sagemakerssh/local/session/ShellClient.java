package io.sagemakerssh.local.session;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.client.ShellSession;
import io.sagemakerssh.core.session.wire.TerminalSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a shell session's bytes between it and this program's standard streams. Keys are read in
 * a thread of their own that does not wait for a session that is frozen, so that {@code ~.} is
 * heard however much was typed before; what it has no room for is dropped, with a bell.
 */
public final class ShellClient {
  private static final Logger LOG = LoggerFactory.getLogger(ShellClient.class);
  private static final int BUFFER_BYTES = 32 * 1024;
  private static final byte BELL = 7;

  /** Of a terminal in raw mode. */
  private static final byte[] NEW_LINE = {'\r', '\n'};

  private final ShellSession session;
  private final InputStream in;
  private final OutputStream out;
  private final OutputStream err;
  private final TypedBytes typed = new TypedBytes();
  private final CountDownLatch spoken = new CountDownLatch(1);
  private volatile boolean escaped;
  private volatile boolean unread;

  /** A client of an open session. */
  public ShellClient(ShellSession session, InputStream in, OutputStream out, OutputStream err) {
    this.session = session;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs a session on a terminal to its end.
   *
   * @param interactive whether keys come from a person; else what ends standard input ends the
   *     shell's
   * @return 0, for a shell's exit code is not told
   * @throws UserError if the session ends otherwise than by its shell
   */
  public int runOnTerminal(boolean interactive) throws InterruptedException {
    start("sm-ssh-keys", interactive ? this::readKeys : this::readInput);
    start("sm-ssh-typed", this::send);
    return run();
  }

  /**
   * Runs a command without a terminal to its end, whose standard input is empty.
   *
   * @return its exit code; 0 if the agent does not tell, or if nobody reads its output to the end
   * @throws UserError if the session ends otherwise than by its command
   */
  public int run() throws InterruptedException {
    Thread output = start("sm-ssh-output", () -> copy(session.output(), out));
    Thread errors = start("sm-ssh-errors", () -> copy(session.errors(), err));
    SessionEnd end = session.end().join();
    output.join();
    errors.join();
    if (escaped) {
      throw new UserError(
          ExitCode.INTERRUPTED,
          "The session " + session.sessionId() + " ended",
          "you typed ~.",
          "Start it again.");
    }
    boolean isOver = end.kind() == Kind.REMOTE_EOF || unread;
    if (!isOver && session.exitCode().isEmpty()) {
      throw SessionEnds.explain(session.sessionId(), end);
    }
    return session.exitCode().orElse(0);
  }

  /** Tells the session of the terminal's size. */
  public void resize(TerminalSize size) {
    try {
      session.resize(size);
    } catch (IOException over) {
      LOG.debug("Nobody to tell the size: {}", over.toString());
    }
  }

  private void readKeys() {
    EscapeSequence escape = new EscapeSequence();
    byte[] keys = new byte[BUFFER_BYTES];
    byte[] kept = new byte[BUFFER_BYTES + 1];
    try {
      int count;
      while ((count = in.read(keys)) != -1) {
        int length = escape.filter(keys, count, kept);
        if (escape.isEnded()) {
          escaped = true;
          out.write(NEW_LINE);
          session.close();
          return;
        }
        if (length > 0 && !typed.offer(Arrays.copyOf(kept, length))) {
          out.write(BELL);
          out.flush();
        }
      }
      session.close();
    } catch (IOException | InterruptedException over) {
      LOG.debug("No more keys: {}", over.toString());
    }
  }

  private void readInput() {
    try {
      new PipedInput(in, typed, spoken, session.end()).type();
    } catch (IOException | InterruptedException over) {
      LOG.debug("No more input: {}", over.toString());
    }
  }

  private void send() {
    try {
      while (true) {
        session.input().write(typed.take());
      }
    } catch (IOException | InterruptedException over) {
      LOG.debug("The session takes no more keys: {}", over.toString());
    }
  }

  private void copy(InputStream from, OutputStream to) {
    byte[] chunk = new byte[BUFFER_BYTES];
    try {
      for (int length = from.read(chunk); length >= 0; length = from.read(chunk)) {
        if (!passed(chunk, length, to)) {
          return;
        }
        spoken.countDown();
      }
    } catch (IOException broken) {
      LOG.debug("A stream of the session broke", broken);
    }
  }

  /** Where nobody reads on, as behind {@code | head}, the other end would wait for ever. */
  private boolean passed(byte[] chunk, int length, OutputStream to) {
    try {
      to.write(chunk, 0, length);
      to.flush();
      return true;
    } catch (IOException nobodyReads) {
      LOG.debug("Nobody reads on: {}", nobodyReads.toString());
      unread = true;
      session.close();
      return false;
    }
  }

  private static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
