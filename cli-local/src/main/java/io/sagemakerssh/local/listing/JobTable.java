package io.sagemakerssh.local.listing;

import io.sagemakerssh.local.table.Column;
import io.sagemakerssh.local.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The columns of the list. */
public final class JobTable {
  private JobTable() {}

  /**
   * The columns.
   *
   * @param me the caller's UserId: people are told whether they are the owner, programs who is
   * @param now what ages are counted from
   */
  public static Table<JobRow> of(String me, Instant now) {
    return new Table<>(
        List.of(
            Column.of("job", JobRow::job),
            new Column<>("node", row -> row.node().orElse("-"), row -> row.node().orElse(null)),
            Column.of("ssh", JobRow::ssh),
            new Column<>(
                "owner",
                row -> row.owner().map(owner -> owner.equals(me) ? "me" : "other").orElse("-"),
                row -> row.owner().orElse(null)),
            new Column<>(
                "age",
                row -> age(Duration.between(row.since(), now)),
                row -> Math.max(0, Duration.between(row.since(), now).toSeconds())),
            new Column<>(
                "instance",
                row -> row.instance().orElse("-"),
                row -> row.instance().orElse(null))));
  }

  /** The largest unit alone: {@code 45s}, {@code 12m}, {@code 3h}, {@code 5d}. */
  public static String age(Duration age) {
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
}
