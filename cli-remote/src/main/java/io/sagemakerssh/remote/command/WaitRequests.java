package io.sagemakerssh.remote.command;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.remote.inbox.Inbox;
import io.sagemakerssh.remote.setup.ContainerSetup;
import io.sagemakerssh.remote.setup.ContainerSetup.Joined;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits inside the daemon for launchers: a shell takes a fiftieth of another JVM's memory. A
 * request is {@code wait <pid> <seconds>}, of {@code sm-wait}, or {@code setup <pid> (first |
 * joined)}, of {@code sm-setup-ssh}. The answer is the line {@code begun}, what the program says,
 * and {@code exit <status>}.
 */
final class WaitRequests implements Inbox.Service {
  private static final Logger LOG = LoggerFactory.getLogger(WaitRequests.class);
  private static final Set<String> PROGRAMS = Set.of("wait", "setup");
  private static final Predicate<String> WELL_FORMED =
      Pattern.compile("wait \\d{1,18} \\d{1,9}|setup \\d{1,18} (first|joined)").asMatchPredicate();

  private final Container container;
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

  WaitRequests(Container container) {
    this.container = container;
  }

  /** Whether a request is one of these. */
  static boolean isOne(String request) {
    return PROGRAMS.contains(request.split(" ", 2)[0]);
  }

  @Override
  public void serve(String request, PrintStream answer) throws InterruptedException {
    if (!WELL_FORMED.test(request)) {
      LOG.warn("Ignored a request to wait that is malformed: {}", request);
      return;
    }
    List<String> words = List.of(request.split(" "));
    Optional<ProcessHandle> waiter = ProcessHandle.of(Long.parseLong(words.get(1)));
    if (waiter.isEmpty()) {
      return;
    }
    Thread self = Thread.currentThread();
    waiting.add(self);
    CompletableFuture<Void> gone = waiter.get().onExit().thenRun(self::interrupt);
    try {
      answer.println("begun");
      int status = run(words.get(0), words.get(2), waiter.get(), answer);
      answer.println("exit " + status);
    } catch (IOException failure) {
      // Without an exit status the launcher waits by itself.
      LOG.warn("Cannot wait for process {}: {}", words.get(1), failure.toString());
    } finally {
      gone.cancel(false);
      waiting.remove(self);
    }
  }

  private int run(String program, String how, ProcessHandle waiter, PrintStream answer)
      throws IOException, InterruptedException {
    Container answering =
        new Container(container.variables(), container.user(), container.layout(), answer, answer);
    if (program.equals("wait")) {
      Instant deadline = Instant.now().plusSeconds(Long.parseLong(how));
      new ContainerWait(answering, waiter).until(deadline);
      return ExitCode.OK.status();
    }
    Instant deadline = ContainerSetup.deadline(container.layout(), Clock.systemUTC());
    return new SetupWait(LogPrefix.on(answering), waiter)
        .until(new Joined(how.equals("first"), deadline));
  }

  /** Lets who waits hear why the daemon ends. */
  void awaitAnswered(Duration patience) throws InterruptedException {
    for (Thread thread : waiting) {
      thread.join(patience.toMillis());
    }
  }
}
