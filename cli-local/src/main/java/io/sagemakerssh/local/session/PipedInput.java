package io.sagemakerssh.local.session;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Types into a session's terminal what is piped into this program, and then that the input is over.
 * A terminal knows lines, so a last line that is not ended is.
 */
final class PipedInput {
  private static final Logger LOG = LoggerFactory.getLogger(PipedInput.class);
  private static final int BUFFER_BYTES = 32 * 1024;
  private static final long SILENCE_SECONDS = 3;
  private static final long AGAIN_MILLIS = 250;
  private static final byte NEW_LINE = '\n';

  /** What a terminal's line discipline takes for the end of its input: Ctrl-D. */
  private static final byte END_OF_INPUT = 4;

  private final InputStream in;
  private final TypedBytes typed;
  private final CountDownLatch spoken;
  private final CompletableFuture<?> end;

  /**
   * @param typed takes what is typed
   * @param spoken counted down when the shell has printed something
   * @param end completed when the session has ended
   */
  PipedInput(InputStream in, TypedBytes typed, CountDownLatch spoken, CompletableFuture<?> end) {
    this.in = in;
    this.typed = typed;
    this.spoken = spoken;
    this.end = end;
  }

  /**
   * Types all of it, once the shell has spoken: until it has set up its terminal, the end of input
   * would not be one to it.
   *
   * @throws IOException if standard input cannot be read
   */
  void type() throws IOException, InterruptedException {
    if (!spoken.await(SILENCE_SECONDS, TimeUnit.SECONDS)) {
      LOG.debug("The shell says nothing; typing all the same");
    }
    byte last = NEW_LINE;
    byte[] buffer = new byte[BUFFER_BYTES];
    int count;
    while ((count = in.read(buffer)) != -1) {
      if (count > 0) {
        typed.put(Arrays.copyOf(buffer, count));
        last = buffer[count - 1];
      }
    }
    if (last != NEW_LINE) {
      typed.put(new byte[] {NEW_LINE});
    }
    typeEnd();
  }

  /**
   * Again and again until the session is over: a Ctrl-D that comes while a shell runs a command
   * ends that command's input, and the shell, which edits lines itself, never sees it.
   */
  private void typeEnd() throws InterruptedException {
    while (!end.isDone()) {
      if (typed.isEmpty()) {
        typed.put(new byte[] {END_OF_INPUT});
      }
      try {
        end.get(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        LOG.trace("The session goes on; typing the end of input again");
      } catch (ExecutionException over) {
        return;
      }
    }
  }
}
