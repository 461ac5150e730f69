package io.sagemakerssh.local.listing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rows as aligned text. */
public final class InstanceTable {
  private static final List<String> HEAD =
      List.of("JOB", "NODE", "STATUS", "OWNER", "AGE", "INSTANCE");

  private InstanceTable() {}

  /** The table's lines, the head first. */
  public static List<String> lines(List<InstanceRow> rows, Instant now) {
    List<List<String>> cells = new ArrayList<>(List.of(HEAD));
    for (InstanceRow row : rows) {
      cells.add(
          List.of(
              printable(row.job()),
              printable(row.node()),
              row.status(),
              row.owner(),
              age(Duration.between(row.since(), now)),
              row.instance()));
    }
    int[] widths = new int[HEAD.size()];
    for (List<String> line : cells) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], line.get(column).length());
      }
    }
    return cells.stream().map(line -> aligned(line, widths)).toList();
  }

  /** The largest unit alone: {@code 45s}, {@code 12m}, {@code 3h}, {@code 5d}. */
  static String age(Duration age) {
    if (age.isNegative()) {
      return "0s";
    }
    if (age.toDays() > 0) {
      return age.toDays() + "d";
    }
    if (age.toHours() > 0) {
      return age.toHours() + "h";
    }
    return age.toMinutes() > 0 ? age.toMinutes() + "m" : age.toSeconds() + "s";
  }

  /** Tags may hold anything; a terminal must not be told to do things by them. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static String aligned(List<String> line, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      text.append(line.get(column));
      if (column < widths.length - 1) {
        text.append(" ".repeat(widths[column] - line.get(column).length() + 2));
      }
    }
    return text.toString();
  }
}
