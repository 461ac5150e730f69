package io.sagemakerssh.local.usage;

import io.sagemakerssh.local.table.Column;
import io.sagemakerssh.local.table.Table;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What nodes use, for people and for programs: percent and bytes. */
public final class UsageTable {
  private static final double GIB = 1 << 30;
  private static final String UNKNOWN = "-";

  private UsageTable() {}

  public static Table<Usage> table() {
    return new Table<>(
        List.of(
            Column.of("node", Usage::node),
            new Column<>("cpu", u -> percent(u.cpu()), u -> value(u.cpu())),
            new Column<>("cores", u -> number(u.sample().cores()), u -> value(u.sample().cores())),
            bytes("memory", u -> u.sample().memory()),
            bytes("limit", u -> u.sample().limit()),
            new Column<>("gpu", UsageTable::utilization, u -> u.sample().gpus()),
            new Column<>("gpu-memory", UsageTable::gpuMemory, UsageTable::gpuBytes)));
  }

  private static Column<Usage> bytes(String name, Function<Usage, OptionalLong> of) {
    return new Column<>(
        name,
        usage -> of.apply(usage).isPresent() ? gib(of.apply(usage).getAsLong()) + " GiB" : UNKNOWN,
        usage -> of.apply(usage).isPresent() ? of.apply(usage).getAsLong() : null);
  }

  /** Of several GPUs, each one's. */
  private static String utilization(Usage usage) {
    return usage.sample().gpus().isEmpty()
        ? UNKNOWN
        : usage.sample().gpus().stream()
            .map(gpu -> percent(OptionalDouble.of(gpu.utilization())))
            .collect(Collectors.joining(" "));
  }

  private static String gpuMemory(Usage usage) {
    List<Gpu> gpus = usage.sample().gpus();
    return gpus.isEmpty()
        ? UNKNOWN
        : gib(gpuBytes(usage)) + " of " + gib(gpus.stream().mapToLong(Gpu::limit).sum()) + " GiB";
  }

  private static Long gpuBytes(Usage usage) {
    List<Gpu> gpus = usage.sample().gpus();
    return gpus.isEmpty() ? null : (Long) gpus.stream().mapToLong(Gpu::memory).sum();
  }

  private static String percent(OptionalDouble percent) {
    return percent.isPresent()
        ? String.format(Locale.ROOT, "%.0f%%", percent.getAsDouble())
        : UNKNOWN;
  }

  private static String number(OptionalDouble number) {
    return number.isPresent()
        ? String.format(Locale.ROOT, "%.1f", number.getAsDouble()).replaceFirst("\\.0$", "")
        : UNKNOWN;
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / GIB);
  }

  private static Double value(OptionalDouble number) {
    return number.isPresent() ? (Double) number.getAsDouble() : null;
  }
}
