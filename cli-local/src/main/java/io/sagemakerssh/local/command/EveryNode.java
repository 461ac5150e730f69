package io.sagemakerssh.local.command;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.aws.Pending;
import io.sagemakerssh.local.connect.Arrival;
import io.sagemakerssh.local.connect.SshInvocation;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.ssh.PrefixedOutput;
import io.sagemakerssh.local.ssh.SshProcess;
import io.sagemakerssh.local.tunnel.LocalListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One command on each of a job's nodes, side by side; every line of output tells its node. */
final class EveryNode {
  /** Nodes at a time: each takes a session, an ssh and some threads. */
  private static final int MOST = 16;

  /** Makes the trip to one node. */
  @FunctionalInterface
  interface Trips {
    Trip to(String node, Steps steps);
  }

  private final Surroundings surroundings;
  private final Trips trips;

  EveryNode(Surroundings surroundings, Trips trips) {
    this.surroundings = surroundings;
    this.trips = trips;
  }

  /**
   * Runs the command to its end everywhere.
   *
   * @return the exit code of the worst: the highest
   */
  int run(List<String> nodes, List<String> options, String command, CommandLimit limit)
      throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(MOST, nodes.size()), work -> BackgroundThreads.daemon(work, "sm-ssh-node"));
    try {
      List<Future<Integer>> runs = new ArrayList<>();
      for (String node : nodes) {
        runs.add(threads.submit(() -> onNode(node, options, command, limit)));
      }
      int worst = 0;
      for (Future<Integer> run : runs) {
        worst = Math.max(worst, run.get());
      }
      return worst;
    } catch (ExecutionException failed) {
      throw Pending.failure(failed);
    } finally {
      threads.shutdownNow();
    }
  }

  private int onNode(String node, List<String> options, String command, CommandLimit limit)
      throws InterruptedException, IOException {
    String prefix = node + ": ";
    try (PrintStream err =
            new PrintStream(
                new PrefixedOutput(prefix, surroundings.err()), true, StandardCharsets.UTF_8);
        Trip trip = trips.to(node, new Steps(err, false, false))) {
      try (LocalListener listener = LocalListener.bind(0)) {
        SshProcess ssh = new SshProcess(new PrefixedOutput(prefix, surroundings.out()), err);
        Arrival arrival = trip.arrive();
        return limit.run(
            ssh,
            command,
            (process, line) ->
                trip.ssh(process).run(SshInvocation.ofCommand(arrival, listener, options, line)));
      } catch (UserError failure) {
        new ErrorReport(err).print(failure);
        return failure.exitCode().status();
      }
    }
  }
}
