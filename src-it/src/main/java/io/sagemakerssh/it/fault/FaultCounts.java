package io.sagemakerssh.it.fault;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What a proxy has done so far. Safe for several threads. */
public final class FaultCounts {
  private final Map<FaultPlan.Fate, AtomicLong> fates = new EnumMap<>(FaultPlan.Fate.class);
  private final AtomicLong cuts = new AtomicLong();

  FaultCounts() {
    for (FaultPlan.Fate fate : FaultPlan.Fate.values()) {
      fates.put(fate, new AtomicLong());
    }
  }

  void met(FaultPlan.Fate fate) {
    fates.get(fate).incrementAndGet();
  }

  void cut() {
    cuts.incrementAndGet();
  }

  /** How often a connection was cut. */
  public long cuts() {
    return cuts.get();
  }

  /** How many messages did not pass as they were. */
  public long harmed() {
    return fates.entrySet().stream()
        .filter(fate -> fate.getKey() != FaultPlan.Fate.PASS)
        .mapToLong(fate -> fate.getValue().get())
        .sum();
  }

  @Override
  public String toString() {
    return fates + ", cuts=" + cuts;
  }
}
