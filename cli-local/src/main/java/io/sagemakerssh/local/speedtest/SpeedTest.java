package io.sagemakerssh.local.speedtest;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.ssh.RemoteCommands;
import io.sagemakerssh.local.stripe.StripedDownload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Measures a connection with what every container has: {@code true}, {@code cat} and {@code head}.
 * Nothing is written there. Bounded in time and bytes.
 */
public final class SpeedTest {
  private static final int CONNECTS = 3;
  private static final int ROUND_TRIPS = 50;
  private static final int BUFFER = 64 * 1024;

  private final RemoteCommands commands;
  private final SpeedLimits limits;
  private final ScheduledExecutorService timer;
  private final Consumer<String> progress;

  /**
   * A test.
   *
   * @param timer ends what takes too long
   * @param progress told what is being measured
   */
  public SpeedTest(
      RemoteCommands commands,
      SpeedLimits limits,
      ScheduledExecutorService timer,
      Consumer<String> progress) {
    this.commands = commands;
    this.limits = limits;
    this.timer = timer;
    this.progress = progress;
  }

  /**
   * Measures all.
   *
   * @throws UserError with {@link ExitCode#SESSION_FAILED} if a command failed or a session broke
   */
  public SpeedResult run() throws InterruptedException {
    try {
      progress.accept("Connect");
      Duration connect = connect();
      progress.accept("Round trips");
      Duration roundTrip = roundTrip();
      progress.accept("Upload");
      double up = up();
      progress.accept("Download");
      double down = down(1);
      progress.accept("Download over " + limits.stripes() + " sessions");
      return new SpeedResult(
          connect, roundTrip, up, down, down(limits.stripes()), limits.stripes());
    } catch (IOException broken) {
      throw failed(broken.getMessage(), broken);
    }
  }

  private Duration connect() throws IOException, InterruptedException {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < CONNECTS; i++) {
      long begin = System.nanoTime();
      end(commands.start("true"));
      times.add(System.nanoTime() - begin);
    }
    return median(times);
  }

  private Duration roundTrip() throws IOException, InterruptedException {
    Process echo = commands.start("cat");
    try {
      List<Long> times = new ArrayList<>();
      for (int i = 0; i <= ROUND_TRIPS; i++) {
        long begin = System.nanoTime();
        echo.getOutputStream().write('x');
        echo.getOutputStream().flush();
        if (echo.getInputStream().read() < 0) {
          throw new IOException("'cat' ended early");
        }
        times.add(System.nanoTime() - begin);
      }
      // The first one waits for the session, too.
      times.remove(0);
      echo.getOutputStream().close();
      end(echo);
      return median(times);
    } finally {
      echo.destroy();
    }
  }

  /** Until the container has taken all: what is sent is not yet there. */
  private double up() throws IOException, InterruptedException {
    Process sink = commands.start("echo; cat > /dev/null");
    try {
      awaitFirstByte(sink.getInputStream());
      long begin = System.nanoTime();
      long sent = 0;
      byte[] zeros = new byte[BUFFER];
      try (OutputStream out = sink.getOutputStream()) {
        while (sent < limits.bytes() && System.nanoTime() - begin < limits.time().toNanos()) {
          out.write(zeros);
          sent += zeros.length;
        }
      }
      end(sink);
      return rate(sent, begin);
    } finally {
      sink.destroy();
    }
  }

  private double down(int stripes) throws IOException {
    AtomicLong begin = new AtomicLong();
    AtomicLong received = new AtomicLong();
    AtomicLong last = new AtomicLong();
    StripedDownload download =
        new StripedDownload(
            (offset, length) ->
                new ProcessInput(commands.start("head -c " + length + " /dev/zero")),
            stripes);
    List<ScheduledFuture<?>> limit = new ArrayList<>();
    try {
      download.run(
          limits.bytes(),
          (offset, bytes) -> {
            if (begin.compareAndSet(0, System.nanoTime())) {
              limit.add(
                  timer.schedule(download::close, limits.time().toNanos(), TimeUnit.NANOSECONDS));
            }
            received.addAndGet(bytes.remaining());
            last.set(System.nanoTime());
          });
    } catch (IOException ended) {
      if (begin.get() == 0 || last.get() - begin.get() < limits.time().toNanos() / 2) {
        throw ended;
      }
      // The time was up: what came until then counts.
    } finally {
      limit.forEach(end -> end.cancel(false));
    }
    return received.get() / ((last.get() - begin.get()) / 1e9);
  }

  private static void awaitFirstByte(InputStream from) throws IOException {
    if (from.read() < 0) {
      throw new IOException("the command ended before it began");
    }
  }

  private static void end(Process process) throws InterruptedException {
    int exitCode = process.waitFor();
    if (exitCode != 0) {
      throw failed("a command that measures ended with exit code " + exitCode, null);
    }
  }

  private static double rate(long bytes, long beginNanos) {
    return bytes / ((System.nanoTime() - beginNanos) / 1e9);
  }

  private static Duration median(List<Long> nanos) {
    return Duration.ofNanos(nanos.stream().sorted().toList().get(nanos.size() / 2));
  }

  private static UserError failed(String why, IOException cause) {
    return new UserError(
        ExitCode.SESSION_FAILED,
        "The connection could not be measured",
        why,
        "See that this works: sm-local-ssh-training exec <job> -- true",
        cause);
  }

  /** A process's output, whose end is the process's, too. */
  private static final class ProcessInput extends InputStream {
    private final Process process;
    private final InputStream output;

    ProcessInput(Process process) {
      this.process = process;
      this.output = process.getInputStream();
    }

    @Override
    public int read() throws IOException {
      return output.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return output.read(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      process.destroy();
      output.close();
    }
  }
}
