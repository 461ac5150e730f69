package io.sagemakerssh.local.usage;

import java.util.OptionalDouble;

/**
 * What a node uses.
 *
 * @param node its name
 * @param cpu percent of its cores, since the sample before; unknown after the first one
 * @param sample the newest
 */
public record Usage(String node, OptionalDouble cpu, Sample sample) {
  /** Of two samples of one node, one after the other. */
  static Usage between(Sample earlier, Sample later) {
    double seconds = later.uptime().orElse(0) - earlier.uptime().orElse(0);
    boolean known =
        seconds > 0
            && earlier.busy().isPresent()
            && later.busy().isPresent()
            && later.cores().orElse(0) > 0;
    if (!known) {
      return first(later);
    }
    double busy = later.busy().getAsDouble() - earlier.busy().getAsDouble();
    double percent = 100 * busy / seconds / later.cores().getAsDouble();
    return new Usage(later.node(), OptionalDouble.of(Math.max(0, Math.min(100, percent))), later);
  }

  static Usage first(Sample sample) {
    return new Usage(sample.node(), OptionalDouble.empty(), sample);
  }
}
