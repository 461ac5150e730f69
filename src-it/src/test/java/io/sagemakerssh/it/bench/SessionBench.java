package io.sagemakerssh.it.bench;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.it.fault.FaultPlan;
import io.sagemakerssh.it.fault.FaultPolicy;
import io.sagemakerssh.it.fault.FaultProxy;
import io.sagemakerssh.it.fault.LocalSession;
import io.sagemakerssh.it.fault.PacedOutput;
import io.sagemakerssh.it.fault.Transfer;
import io.sagemakerssh.it.localaws.TestAgent;
import io.sagemakerssh.it.localaws.TestAws;
import io.sagemakerssh.local.stripe.StripedDownload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Sessions without SSH: our client, the local AWS and our agent in one process. Asserts no time.
 */
@Tag("bench")
class SessionBench {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private static final int MEBIBYTE = 1 << 20;
  private static final int STRIPES = 8;
  private static final int KEYSTROKES = 500;
  private final AtomicInteger agents = new AtomicInteger();
  @TempDir Path directory;

  /** A client, an agent, and what is between them. */
  private final class Line implements AutoCloseable {
    private final FaultProxy proxy;
    private final SsmClient ssm;
    private final TestAgent agent;
    private final ChannelSettings settings;
    private final List<LocalSession> sessions = new ArrayList<>();

    Line(int messageBytes, Duration delay) {
      settings = ChannelSettings.defaults().withMessageBytes(messageBytes);
      FaultPolicy policy = delay.isZero() ? FaultPolicy.NONE : FaultPolicy.delaying(delay);
      proxy = delay.isZero() ? null : FaultProxy.start(AWS.endpoint(), new FaultPlan(policy, 1));
      ssm = proxy == null ? AWS.ssm() : LocalSession.ssmThrough(AWS, proxy);
      agent =
          TestAgent.online(
              AWS.aws(),
              AWS.endpoint(),
              directory,
              "bench-" + agents.incrementAndGet(),
              "AIDA",
              settings);
    }

    LocalSession open() {
      LocalSession session = LocalSession.open(ssm, agent, settings);
      sessions.add(session);
      return session;
    }

    @Override
    public void close() {
      sessions.forEach(LocalSession::close);
      agent.close();
      if (proxy != null) {
        proxy.close();
      }
    }
  }

  @Test
  void table() throws Exception {
    BenchTable table = new BenchTable("Sessions without SSH, in one process");
    for (int bytes : new int[] {1024, 16_384, 65_536}) {
      try (Line line = new Line(bytes, Duration.ZERO)) {
        LocalSession session = line.open();
        up(session, 32 * MEBIBYTE);
        String what = "messages of " + bytes + " bytes: ";
        table.row(what + "up", "MB/s", () -> up(session, 64 * MEBIBYTE));
        table.row(what + "down", "MB/s", () -> down(session, 64 * MEBIBYTE));
      }
    }
    for (int millis : new int[] {0, 20, 100}) {
      try (Line line = new Line(16_384, Duration.ofMillis(millis))) {
        LocalSession session = line.open();
        String what = millis + " ms added in each direction: ";
        table.row(what + "up", "MB/s", () -> up(session, 32 * MEBIBYTE));
        table.row(what + "down", "MB/s", () -> down(session, 32 * MEBIBYTE));
        table.row(what + "a keystroke and its echo", "ms", () -> echo(session, millis));
      }
    }
    for (int count : new int[] {1, 10, 100}) {
      try (Line line = new Line(16_384, Duration.ZERO)) {
        List<LocalSession> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          sessions.add(line.open());
        }
        table.row(
            count + " sessions at once, down, all together",
            "MB/s",
            () -> downTogether(sessions, 64 * MEBIBYTE / count));
      }
    }
    paced(table);
    stoppedReader(table);
    table.print();
  }

  /** An agent that rests 1 ms after each 1,024 bytes, as the official one does. */
  private void paced(BenchTable table) throws Exception {
    try (Line line = new Line(1024, Duration.ZERO)) {
      List<LocalSession> sessions = new ArrayList<>();
      for (int i = 0; i < STRIPES; i++) {
        sessions.add(line.open());
      }
      double one =
          table.row(
              "official pace: down over 1 session",
              "MB/s",
              () -> striped(sessions.subList(0, 1), MEBIBYTE));
      double all =
          table.row(
              "official pace: down striped over " + STRIPES + " sessions",
              "MB/s",
              () -> striped(sessions, STRIPES * MEBIBYTE));
      table.once("official pace: striped to single", "x", all / one);
      table.row(
          "official pace: up over 1 session", "MB/s", () -> up(sessions.get(0), 32 * MEBIBYTE));
    }
  }

  /** What is kept, at both ends and in between, while nobody reads. */
  private void stoppedReader(BenchTable table) throws Exception {
    long length = 1L << 30;
    try (Line line = new Line(16_384, Duration.ZERO)) {
      LocalSession session = line.open();
      CompletableFuture<Void> sending = Transfer.send(session.agent().output(), 3, length);
      long most = 0;
      for (int second = 0; second < 60; second++) {
        SECONDS.sleep(1);
        most = Math.max(most, usedHeap());
      }
      table.once(
          "1 GiB to a reader stopped for 60 s: heap of the whole process",
          "MiB",
          (double) most / MEBIBYTE);
      long begin = System.nanoTime();
      Transfer.receive(session.client().input(), 3, length).get(300, SECONDS);
      sending.get(10, SECONDS);
      table.once("1 GiB after that, compared byte by byte", "MB/s", rate(length, begin));
    }
  }

  private static double up(LocalSession session, long length) throws Exception {
    return transfer(session.client().output(), session.agent().input(), length);
  }

  private static double down(LocalSession session, long length) throws Exception {
    return transfer(session.agent().output(), session.client().input(), length);
  }

  private static double transfer(OutputStream to, InputStream from, long length) throws Exception {
    long begin = System.nanoTime();
    CompletableFuture.allOf(Transfer.send(to, 1, length), Transfer.receive(from, 1, length))
        .get(300, SECONDS);
    return rate(length, begin);
  }

  private static double downTogether(List<LocalSession> sessions, long length) throws Exception {
    long begin = System.nanoTime();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (LocalSession session : sessions) {
      all.add(Transfer.send(session.agent().output(), 1, length));
      all.add(Transfer.receive(session.client().input(), 1, length));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(300, SECONDS);
    return rate(length * sessions.size(), begin);
  }

  private static double striped(List<LocalSession> sessions, long length) throws Exception {
    long begin = System.nanoTime();
    AtomicInteger next = new AtomicInteger();
    List<CompletableFuture<Void>> sending = new CopyOnWriteArrayList<>();
    new StripedDownload(
            (offset, part) -> {
              LocalSession session = sessions.get(next.getAndIncrement());
              sending.add(Transfer.send(new PacedOutput(session.agent().output()), 1, part));
              // The session is used again: it must not be closed with the part.
              return new InputStream() {
                @Override
                public int read() throws IOException {
                  return session.client().input().read();
                }

                @Override
                public int read(byte[] bytes, int from, int count) throws IOException {
                  return session.client().input().read(bytes, from, count);
                }
              };
            },
            sessions.size())
        .run(length, (offset, bytes) -> {});
    CompletableFuture.allOf(sending.toArray(CompletableFuture[]::new)).get(10, SECONDS);
    return rate(length, begin);
  }

  /** The median of many, in milliseconds. */
  private static double echo(LocalSession session, int delayMillis) throws Exception {
    int count = delayMillis == 0 ? KEYSTROKES : 20;
    CompletableFuture<Void> echoing =
        CompletableFuture.runAsync(
            () -> {
              try {
                for (int i = 0; i < count; i++) {
                  session.agent().output().write(session.agent().input().read());
                }
              } catch (IOException broken) {
                throw new UncheckedIOException(broken);
              }
            });
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long begin = System.nanoTime();
      session.client().output().write('k');
      if (session.client().input().read() != 'k') {
        throw new IOException("No echo");
      }
      nanos[i] = System.nanoTime() - begin;
    }
    echoing.get(10, SECONDS);
    Arrays.sort(nanos);
    return nanos[count / 2] / 1e6;
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static double rate(long bytes, long beginNanos) {
    return bytes / 1e6 / ((System.nanoTime() - beginNanos) / 1e9);
  }
}
