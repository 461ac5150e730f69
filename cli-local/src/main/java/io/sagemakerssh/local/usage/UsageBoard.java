package io.sagemakerssh.local.usage;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The newest of every node, which they write side by side. */
public final class UsageBoard {
  private final Map<String, Usage> usages = new TreeMap<>();

  /** A sample of a node has come. */
  public synchronized void add(Sample sample) {
    Usage before = usages.get(sample.node());
    usages.put(
        sample.node(),
        before == null ? Usage.first(sample) : Usage.between(before.sample(), sample));
  }

  /** By the nodes' names. */
  public synchronized List<Usage> usages() {
    return List.copyOf(usages.values());
  }
}
