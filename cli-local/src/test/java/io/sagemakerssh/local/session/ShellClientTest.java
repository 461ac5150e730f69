package io.sagemakerssh.local.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.client.ShellSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A client that waits for an end cannot be interrupted, so each test has its own thread. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class ShellClientTest {
  private final ShellSession session = mock(ShellSession.class);
  private final CompletableFuture<SessionEnd> end = new CompletableFuture<>();
  private final PipedOutputStream shell = new PipedOutputStream();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void openSession() throws IOException {
    PipedInputStream output = new PipedInputStream(shell, 1 << 16);
    when(session.sessionId()).thenReturn("s-1");
    when(session.output()).thenReturn(output);
    when(session.errors()).thenReturn(new ByteArrayInputStream("oops".getBytes(UTF_8)));
    when(session.input()).thenReturn(sent);
    when(session.end()).thenReturn(end);
    when(session.exitCode()).thenReturn(OptionalInt.empty());
    doAnswer(
            call -> {
              end(Kind.CLOSED_HERE, "");
              return null;
            })
        .when(session)
        .close();
  }

  private ShellClient client(InputStream keyboard) {
    return new ShellClient(session, keyboard, out, err);
  }

  private void end(Kind kind, String text) throws IOException {
    shell.close();
    end.complete(new SessionEnd(kind, text));
  }

  private static InputStream keys(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private String sentText() {
    return sent.toString(UTF_8);
  }

  @Test
  void commandsExitCodeBecomesOurs() throws Exception {
    when(session.exitCode()).thenReturn(OptionalInt.of(7));
    shell.write("out".getBytes(UTF_8));
    end(Kind.REMOTE_EOF, "");

    assertThat(client(keys("")).run()).isEqualTo(7);
    assertThat(out.toString(UTF_8)).isEqualTo("out");
    assertThat(err.toString(UTF_8)).isEqualTo("oops");
  }

  @Test
  void endByTheServiceIsExplained() throws IOException {
    end(Kind.CLOSED_BY_SERVICE, "idle for too long");

    assertThatThrownBy(() -> client(keys("")).run())
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.SESSION_FAILED);
              assertThat(error.why()).contains("idle for too long");
            });
  }

  /** As in {@code shell job -- yes | head}: the session would wait for a reader for ever. */
  @Test
  void anOutputThatNobodyReadsEndsTheSession() throws Exception {
    OutputStream closed = mock(OutputStream.class);
    doThrow(new IOException("Broken pipe")).when(closed).write(any(), anyInt(), anyInt());
    shell.write("y\ny\n".getBytes(UTF_8));
    shell.flush();

    assertThat(new ShellClient(session, keys(""), closed, err).run()).isZero();

    verify(session).close();
  }

  @Test
  void pipedInputIsTypedOnceTheShellHasSpokenAndEndsWithControlD() throws Exception {
    CompletableFuture<Integer> running =
        CompletableFuture.supplyAsync(() -> runOnTerminal(keys("ls\n"), false));
    assertThat(sentText()).isEmpty();
    shell.write("$ ".getBytes(UTF_8));
    shell.flush();

    await().until(() -> sentText().startsWith("ls\n\u0004"));
    end(Kind.REMOTE_EOF, "");
    assertThat(running.get()).isZero();
  }

  /** A shell that runs a command meanwhile never sees the first. */
  @Test
  void controlDIsTypedUntilTheShellEnds() throws Exception {
    shell.write("$ ".getBytes(UTF_8));
    CompletableFuture<Integer> running =
        CompletableFuture.supplyAsync(() -> runOnTerminal(keys("sleep 9\n"), false));

    await().until(() -> sentText().startsWith("sleep 9\n\u0004\u0004\u0004"));
    end(Kind.REMOTE_EOF, "");
    assertThat(running.get()).isZero();
  }

  @Test
  void lastLineOfPipedInputIsEnded() throws Exception {
    shell.write("$ ".getBytes(UTF_8));
    CompletableFuture<Integer> running =
        CompletableFuture.supplyAsync(() -> runOnTerminal(keys("ls"), false));

    await().until(() -> sentText().startsWith("ls\n\u0004"));
    end(Kind.REMOTE_EOF, "");
    assertThat(running.get()).isZero();
  }

  @Test
  void tildeDotEndsASessionThatTakesNoKeysAnyMore() throws Exception {
    PipedInputStream frozen = new PipedInputStream();
    PipedOutputStream full = new PipedOutputStream(frozen);
    when(session.input()).thenReturn(full);
    byte[] more = new byte[4096];

    assertThatThrownBy(() -> client(keys(new String(more, UTF_8) + "\r~.")).runOnTerminal(true))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.INTERRUPTED));
  }

  /** A key that is held down comes in one read each. */
  @Test
  void tildeDotIsHeardBehindMoreKeysThanAreKept() throws Exception {
    when(session.input()).thenReturn(new PipedOutputStream(new PipedInputStream()));
    String held = "j".repeat(TypedBytes.CAPACITY + 100_000);

    assertThatThrownBy(() -> client(oneByOne(held + "\r~.")).runOnTerminal(true))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
              assertThat(error.why()).isEqualTo("you typed ~.");
            });

    assertThat(out.toString(UTF_8)).matches("\007+\r\n");
  }

  @Test
  void sessionThatTakesKeysSlowlyGetsAllOfALargePaste() throws Exception {
    PipedInputStream slow = new PipedInputStream();
    when(session.input()).thenReturn(new PipedOutputStream(slow));
    byte[] paste = new byte[3 * TypedBytes.CAPACITY];
    new Random(7).nextBytes(paste);
    byte[] pasted = ("~~" + Base64.getEncoder().encodeToString(paste)).getBytes(UTF_8);
    CompletableFuture<Integer> running =
        CompletableFuture.supplyAsync(
            () ->
                runOnTerminal(
                    new SequenceInputStream(new ByteArrayInputStream(pasted), open()), true));

    assertThat(slow.readNBytes(pasted.length - 1))
        .isEqualTo(Arrays.copyOfRange(pasted, 1, pasted.length));
    end(Kind.REMOTE_EOF, "");
    assertThat(running.get()).isZero();
  }

  private static InputStream oneByOne(String text) {
    return new FilterInputStream(keys(text)) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return super.read(bytes, offset, Math.min(length, 1));
      }
    };
  }

  /** Nothing more is typed. */
  private static InputStream open() {
    try {
      return new PipedInputStream(new PipedOutputStream());
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private int runOnTerminal(InputStream keyboard, boolean interactive) {
    try {
      return client(keyboard).runOnTerminal(interactive);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
