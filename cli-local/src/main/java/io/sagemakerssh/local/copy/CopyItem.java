package io.sagemakerssh.local.copy;

import java.util.Optional;

/**
 * One file, directory or link to copy.
 *
 * @param from its path in the source
 * @param to its path in the destination
 * @param entry what it is in the source
 * @param existing what stands in its place in the destination
 */
public record CopyItem(String from, String to, Entry entry, Optional<Entry> existing) {
  /** Whether an earlier run, or somebody else, has copied it. */
  boolean isThere() {
    return existing.map(entry::looksLike).orElse(false);
  }
}
