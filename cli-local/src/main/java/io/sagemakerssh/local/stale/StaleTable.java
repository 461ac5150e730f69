package io.sagemakerssh.local.stale;

import io.sagemakerssh.local.listing.JobTable;
import io.sagemakerssh.local.table.Column;
import io.sagemakerssh.local.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The columns of stale instances. */
public final class StaleTable {
  private StaleTable() {}

  /**
   * The columns.
   *
   * @param me the caller's UserId: people are told whether they are the owner, programs who is
   * @param now what ages are counted from
   */
  public static Table<StaleInstance> of(String me, Instant now) {
    return new Table<>(
        List.of(
            Column.of("instance", stale -> stale.registration().id().value()),
            Column.of("job", stale -> stale.registration().resourceName().orElse("-")),
            new Column<>(
                "owner",
                stale -> owner(stale).map(who -> who.equals(me) ? "me" : "other").orElse("-"),
                stale -> owner(stale).orElse(null)),
            new Column<>(
                "age",
                stale -> JobTable.age(age(stale, now)),
                stale -> Math.max(0, age(stale, now).toSeconds())),
            Column.of("why", StaleInstance::why)));
  }

  private static Optional<String> owner(StaleInstance stale) {
    return stale.registration().owner();
  }

  private static Duration age(StaleInstance stale, Instant now) {
    return Duration.between(stale.registration().since(), now);
  }
}
