package io.sagemakerssh.local.command;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.local.aws.Pending;
import io.sagemakerssh.local.connect.SshInvocation;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.session.RawTerminal;
import io.sagemakerssh.local.ssh.SshProcess;
import io.sagemakerssh.local.tunnel.LocalListener;
import io.sagemakerssh.local.usage.SampleScript;
import io.sagemakerssh.local.usage.SampleStream;
import io.sagemakerssh.local.usage.UsageBoard;
import io.sagemakerssh.local.usage.UsageTable;
import io.sagemakerssh.local.usage.UsageView;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code top}. */
@Command(
    name = "top",
    description = {
      "Show what a job's nodes use: processors, memory, and GPUs where there is nvidia-smi, all nodes side by side.",
      "Percent and limits are the container's own, not the machine's. On a terminal it is refreshed in place until q or"
          + " Ctrl-C; elsewhere each refresh is printed after the last one, as JSON one array each."
    },
    footer = {
      "",
      "Examples:",
      "  sm-local-ssh-training top my-job",
      "  sm-local-ssh-training top my-job --once --output json"
    })
final class TopCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(TopCommand.class);

  private static final List<String> QUIET = List.of("-T", "-o", "BatchMode=yes");

  /** For the first two samples, which make one figure. */
  private static final Duration SHORT = Duration.ofMillis(500);

  private final Surroundings surroundings;

  @Mixin private TargetOptions target;
  @Mixin private KeyOptions keys;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Option(
      names = "--interval",
      paramLabel = "<seconds>",
      defaultValue = "2",
      description = "Between refreshes, 0.2 to 3600; ${DEFAULT-VALUE} unless told.")
  private double interval;

  @Option(names = "--once", description = "Print it once, and end.")
  private boolean once;

  private final UsageBoard board = new UsageBoard();

  TopCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!(interval >= 0.2 && interval <= 3600)) {
      throw new ParameterException(
          spec.commandLine(), "--interval must be from 0.2 to 3600, not " + interval);
    }
    boolean onScreen =
        !once && !output.isJson() && surroundings.terminal() && RawTerminal.isInputAndOutput();
    Steps steps = new Steps(surroundings.err(), false, surroundings.terminal() && !onScreen);
    List<Supplier<Trip>> trips = trips(steps);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            trips.size(), work -> BackgroundThreads.daemon(work, "sm-ssh-node"));
    try {
      String script = once ? SampleScript.command(SHORT, 2) : SampleScript.command(time(), 0);
      List<CompletableFuture<Integer>> nodes = new ArrayList<>();
      for (Supplier<Trip> trip : trips) {
        nodes.add(
            CompletableFuture.supplyAsync(
                () -> trips.size() == 1 ? watch(trip, script) : attempt(trip, script), threads));
      }
      CompletableFuture<Void> ended =
          CompletableFuture.allOf(nodes.toArray(CompletableFuture[]::new));
      if (once) {
        await(ended);
        print();
      } else if (onScreen) {
        new UsageView(board, this::refresh, surroundings.out()).show(surroundings.in(), ended);
        if (ended.isDone()) {
          await(ended);
        }
      } else {
        untilEndedOrUnread(ended);
      }
      return nodes.stream()
          .filter(CompletableFuture::isDone)
          .mapToInt(CompletableFuture::join)
          .max()
          .orElse(ExitCode.OK.status());
    } finally {
      threads.shutdownNow();
      steps.close();
    }
  }

  /** The first figures are shown as soon as they are there. */
  private Duration refresh() {
    return board.usages().isEmpty() ? SHORT : time();
  }

  private Duration time() {
    return Duration.ofMillis((long) (interval * 1000));
  }

  private List<Supplier<Trip>> trips(Steps steps) {
    JobName job = target.wholeJob().orElse(null);
    if (job == null) {
      return List.of(() -> target.trip(surroundings, keys, steps));
    }
    List<Supplier<Trip>> trips = new ArrayList<>();
    target
        .nodes(job, surroundings)
        .forEach(name -> trips.add(() -> target.trip(name, surroundings, keys, steps)));
    return trips;
  }

  /** Of several nodes one may fail, and the others go on. */
  private int attempt(Supplier<Trip> to, String script) {
    try {
      return watch(to, script);
    } catch (UserError failure) {
      new ErrorReport(surroundings.err()).print(failure);
      return failure.exitCode().status();
    }
  }

  /** One session for as long as it is watched. */
  private int watch(Supplier<Trip> to, String script) {
    try (Trip trip = to.get();
        LocalListener listener = LocalListener.bind(0)) {
      SshProcess ssh = new SshProcess(new SampleStream(board::add), surroundings.err());
      return trip.ssh(ssh).run(SshInvocation.ofCommand(trip.arrive(), listener, QUIET, script));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED.status();
    }
  }

  /** One table after another; who reads them may stop at any time. */
  private void untilEndedOrUnread(CompletableFuture<Void> ended) throws InterruptedException {
    try {
      while (!endedWithin(ended, refresh())) {
        print();
        if (!output.isJson() && !board.usages().isEmpty()) {
          Output.lines(surroundings.out(), List.of(""));
        }
      }
    } catch (IOException unread) {
      LOG.debug("Nobody reads any more: {}", unread.toString());
    }
  }

  private void print() throws IOException {
    if (!board.usages().isEmpty()) {
      output.print(surroundings.out(), UsageTable.table(), board.usages());
    }
  }

  private static boolean endedWithin(CompletableFuture<Void> work, Duration time)
      throws InterruptedException {
    try {
      work.get(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException goesOn) {
      return false;
    } catch (ExecutionException failed) {
      throw Pending.failure(failed);
    }
  }

  private static void await(CompletableFuture<Void> work) throws InterruptedException {
    try {
      work.get();
    } catch (ExecutionException failed) {
      throw Pending.failure(failed);
    }
  }
}
