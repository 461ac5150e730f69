package io.sagemakerssh.it.e2e;

import io.sagemakerssh.it.bench.BenchTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies of zeros by one way of calling ssh, between programs alone, so that no stream of ours is
 * measured.
 *
 * @param ssh without its command
 * @param bytes the size of a copy
 * @param idle what the same ssh takes to run nothing, in seconds
 */
record Copies(Laptop laptop, List<String> ssh, int bytes, double idle) {

  static Copies by(Laptop laptop, List<String> ssh, int bytes) {
    return new Copies(laptop, ssh, bytes, seconds(laptop, "\"$@\"", ssh, "true"));
  }

  /** Megabytes a second into the container. */
  double up() {
    String script = "head -c " + bytes + " /dev/zero | \"$@\"";
    return rate(seconds(laptop, script, ssh, "cat > /dev/null"));
  }

  /** Megabytes a second out of the container. */
  double down() {
    String script = "\"$@\" > /dev/null";
    return rate(seconds(laptop, script, ssh, "head -c " + bytes + " /dev/zero"));
  }

  /** Both ways, each with the same of plain SSH before it, and how many times as fast that is. */
  void compare(BenchTable table, String what, Copies plain) throws Exception {
    direction(table, what + ": up", plain::up, this::up);
    direction(table, what + ": down", plain::down, this::down);
  }

  private static void direction(
      BenchTable table, String what, BenchTable.Run plain, BenchTable.Run copy) throws Exception {
    double fastest = table.row(what + ", by plain ssh", "MB/s", plain);
    double speed = table.row(what, "MB/s", copy);
    table.once(what + ", plain ssh to it", "x", fastest / speed);
  }

  private double rate(double seconds) {
    return bytes / 1e6 / (seconds - idle);
  }

  private static double seconds(Laptop laptop, String script, List<String> ssh, String command) {
    List<String> line = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    line.addAll(ssh);
    line.add(command);
    return laptop.program(line.toArray(String[]::new)).run().succeeded().took().toMillis() / 1e3;
  }
}
