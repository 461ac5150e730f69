package io.sagemakerssh.core.session.wire;

/**
 * A version of an agent or a client, such as {@code 3.3.0.0}: by it each end knows what the other
 * can do (PROTOCOL.md C.3). Compared number by number; what is no number counts as 0.
 */
public record ProgramVersion(String text) implements Comparable<ProgramVersion> {

  /** Whether this is a later version than another. */
  public boolean isAfter(String other) {
    return compareTo(new ProgramVersion(other)) > 0;
  }

  @Override
  public int compareTo(ProgramVersion other) {
    String[] parts = text.split("\\.", -1);
    String[] otherParts = other.text.split("\\.", -1);
    for (int i = 0; i < Math.max(parts.length, otherParts.length); i++) {
      int order = Long.compare(number(parts, i), number(otherParts, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static long number(String[] parts, int index) {
    try {
      return index < parts.length ? Long.parseLong(parts[index]) : 0;
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
