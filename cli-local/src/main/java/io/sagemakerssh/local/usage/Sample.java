package io.sagemakerssh.local.usage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a container told of itself at one moment. The container's cgroup, of version 2 or 1, goes
 * before the machine, of which it may have a part only.
 *
 * @param node the host's name in the job
 * @param uptime seconds, of the machine's clock
 * @param busy seconds that processors have worked so far, all together
 * @param cores processors that may be used; by a quota also a fraction of one
 * @param memory bytes in use, without files that can be dropped at any time
 * @param limit bytes that may be used
 */
public record Sample(
    String node,
    OptionalDouble uptime,
    OptionalDouble busy,
    OptionalDouble cores,
    OptionalLong memory,
    OptionalLong limit,
    List<Gpu> gpus) {
  /** Of the counts in /proc/stat; it is 100 on every Linux. */
  private static final double TICKS_PER_SECOND = 100;

  public Sample {
    gpus = List.copyOf(gpus);
  }

  /**
   * Reads the lines of {@code sample.sh}, a name and a value each. What is missing stays unknown.
   */
  static Sample parse(List<String> lines) {
    Map<String, String> values = new HashMap<>();
    List<Gpu> gpus = new ArrayList<>();
    for (String line : lines) {
      int space = line.indexOf(' ');
      if (space < 0) {
        continue;
      }
      String name = line.substring(0, space);
      String value = line.substring(space + 1).strip();
      if (name.equals("gpu")) {
        Gpu.parse(value).ifPresent(gpus::add);
      } else {
        values.putIfAbsent(name, value);
      }
    }
    return new Sample(
        values.getOrDefault("node", "-"),
        number(values, "uptime", 0),
        busy(values),
        cores(values),
        memory(values),
        limit(values),
        gpus);
  }

  private static OptionalDouble busy(Map<String, String> values) {
    OptionalDouble second = scaled(number(values, "usage_usec", 0), 1e-6);
    if (second.isPresent()) {
      return second;
    }
    OptionalDouble first = scaled(number(values, "cpuacct.usage", 0), 1e-9);
    return first.isPresent() ? first : machine(values);
  }

  /** {@code cpu user nice system idle iowait irq softirq steal}: all but idle and iowait. */
  private static OptionalDouble machine(Map<String, String> values) {
    double ticks = 0;
    for (int column : new int[] {1, 2, 3, 6, 7, 8}) {
      OptionalDouble count = number(values, "stat", column);
      if (count.isEmpty()) {
        return OptionalDouble.empty();
      }
      ticks += count.getAsDouble();
    }
    return OptionalDouble.of(ticks / TICKS_PER_SECOND);
  }

  private static OptionalDouble cores(Map<String, String> values) {
    OptionalDouble all = number(values, "processors", 0);
    OptionalDouble quota = quota(number(values, "cpu.max", 0), number(values, "cpu.max", 1));
    if (quota.isEmpty()) {
      quota = quota(number(values, "cfs_quota_us", 0), number(values, "cfs_period_us", 0));
    }
    if (quota.isEmpty() || all.isEmpty()) {
      return quota.isPresent() ? quota : all;
    }
    return OptionalDouble.of(Math.min(quota.getAsDouble(), all.getAsDouble()));
  }

  /** Without a limit the quota is the word max, or -1. */
  private static OptionalDouble quota(OptionalDouble quota, OptionalDouble period) {
    boolean limited = quota.orElse(-1) > 0 && period.orElse(0) > 0;
    return limited
        ? OptionalDouble.of(quota.getAsDouble() / period.getAsDouble())
        : OptionalDouble.empty();
  }

  private static OptionalLong memory(Map<String, String> values) {
    for (String name : List.of("memory.current", "memory.usage_in_bytes")) {
      OptionalDouble used = number(values, name, 0);
      if (used.isPresent()) {
        double droppable = number(values, "inactive_file", 0).orElse(0);
        return OptionalLong.of((long) Math.max(0, used.getAsDouble() - droppable));
      }
    }
    OptionalDouble all = number(values, "MemTotal", 0);
    OptionalDouble available = number(values, "MemAvailable", 0);
    return all.isPresent() && available.isPresent()
        ? OptionalLong.of((long) ((all.getAsDouble() - available.getAsDouble()) * 1024))
        : OptionalLong.empty();
  }

  /** A limit beyond what the machine has is none. */
  private static OptionalLong limit(Map<String, String> values) {
    double least = scaled(number(values, "MemTotal", 0), 1024).orElse(Double.MAX_VALUE);
    for (String name : List.of("memory.max", "memory.limit_in_bytes")) {
      least = Math.min(least, number(values, name, 0).orElse(Double.MAX_VALUE));
    }
    return least == Double.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of((long) least);
  }

  private static OptionalDouble scaled(OptionalDouble number, double by) {
    return number.isPresent() ? OptionalDouble.of(number.getAsDouble() * by) : number;
  }

  private static OptionalDouble number(Map<String, String> values, String name, int word) {
    String[] words = values.getOrDefault(name, "").split("\\s+");
    try {
      return word < words.length
          ? OptionalDouble.of(Double.parseDouble(words[word]))
          : OptionalDouble.empty();
    } catch (NumberFormatException noNumber) {
      return OptionalDouble.empty();
    }
  }
}
