package io.sagemakerssh.local.usage;

import java.util.Optional;

/**
 * One GPU, as {@code nvidia-smi} tells.
 *
 * @param index its number on the node
 * @param utilization percent of the time that something ran on it
 * @param memory bytes in use
 * @param limit bytes that it has
 */
public record Gpu(int index, double utilization, long memory, long limit) {
  private static final long MIB = 1 << 20;

  /** Reads {@code index, utilization.gpu, memory.used, memory.total}, the latter two in MiB. */
  static Optional<Gpu> parse(String csv) {
    String[] cells = csv.strip().split("\\s*,\\s*");
    try {
      return cells.length < 4
          ? Optional.empty()
          : Optional.of(
              new Gpu(
                  Integer.parseInt(cells[0]),
                  Double.parseDouble(cells[1]),
                  Long.parseLong(cells[2]) * MIB,
                  Long.parseLong(cells[3]) * MIB));
    } catch (NumberFormatException notSupported) {
      return Optional.empty();
    }
  }
}
