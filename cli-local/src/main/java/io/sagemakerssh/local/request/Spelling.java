package io.sagemakerssh.local.request;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was meant. */
final class Spelling {
  private Spelling() {}

  /** The name nearest to a misspelt one; empty if none is near. */
  static Optional<String> nearest(String misspelt, Collection<String> names) {
    int most = Math.max(2, misspelt.length() / 3);
    return names.stream()
        .filter(name -> distance(misspelt, name) <= most)
        .min(Comparator.comparingInt(name -> distance(misspelt, name)));
  }

  /** How many letters must be put in, left out or changed; the case does not count. */
  static int distance(String one, String other) {
    String from = one.toLowerCase(Locale.ROOT);
    String to = other.toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
