package io.sagemakerssh.it.localaws.messages;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Breaches of the protocol that were seen on control and data channels, for tests to read. */
public final class Violations {
  private static final Logger LOG = LoggerFactory.getLogger(Violations.class);
  private static final int KEPT = 100;

  private final Deque<String> latest = new ArrayDeque<>();
  private long count;

  /** Notes one; {@code text} holds nothing of the user's data. */
  synchronized void add(String text) {
    count++;
    if (count <= KEPT) {
      LOG.warn("Protocol violation: {}", text);
    } else if (count == KEPT + 1) {
      LOG.warn("More than {} protocol violations; the rest are counted only", KEPT);
    }
    latest.addLast(text);
    if (latest.size() > KEPT) {
      latest.removeFirst();
    }
  }

  /** How many there were. */
  public synchronized long count() {
    return count;
  }

  /** The latest hundred, oldest first. */
  public synchronized List<String> latest() {
    return List.copyOf(latest);
  }
}
