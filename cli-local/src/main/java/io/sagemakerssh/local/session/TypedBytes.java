package io.sagemakerssh.local.session;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What is typed and not yet sent, up to a bound. Input that is piped in waits for room. Keys wait
 * only where the session takes bytes, slow as it may be, so that nothing of a large paste is lost;
 * one that has taken nothing for a second is frozen, and what finds no room then is dropped, as a
 * terminal drops keys that no program reads. For one thread that adds and one that takes.
 */
final class TypedBytes {
  static final int CAPACITY = 256 * 1024;
  private static final long FROZEN_MILLIS = 1_000;

  private final Queue<byte[]> chunks = new ArrayDeque<>();
  private int size;
  private long taken;
  private boolean frozen;

  /** Adds bytes, not more than the capacity, once there is room for them. */
  synchronized void put(byte[] bytes) throws InterruptedException {
    while (!fits(bytes)) {
      wait();
    }
    add(bytes);
  }

  /**
   * Adds bytes, not more than the capacity, if there is room before the session is frozen.
   *
   * @return whether there was
   */
  synchronized boolean offer(byte[] bytes) throws InterruptedException {
    while (!fits(bytes) && !frozen) {
      long before = taken;
      wait(FROZEN_MILLIS);
      frozen = taken == before;
    }
    if (!fits(bytes)) {
      return false;
    }
    add(bytes);
    return true;
  }

  /** Removes the bytes that were added first, once there are any. */
  synchronized byte[] take() throws InterruptedException {
    while (chunks.isEmpty()) {
      wait();
    }
    byte[] bytes = chunks.remove();
    size -= bytes.length;
    taken++;
    frozen = false;
    notifyAll();
    return bytes;
  }

  synchronized boolean isEmpty() {
    return chunks.isEmpty();
  }

  private boolean fits(byte[] bytes) {
    return size + bytes.length <= CAPACITY;
  }

  private void add(byte[] bytes) {
    chunks.add(bytes);
    size += bytes.length;
    notifyAll();
  }
}
