package io.sagemakerssh.local.permissions;

import io.sagemakerssh.local.table.Column;
import io.sagemakerssh.local.table.Table;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Permissions in columns, and what is missing among them. */
public final class PermissionTable {
  /** One row a permission. */
  public static final Table<Permission> COLUMNS =
      new Table<>(
          List.of(
              Column.of("role", permission -> permission.identity().word()),
              Column.of("statement", permission -> permission.statement().sid()),
              Column.of("action", Permission::action),
              Column.of("decision", Permission::decision),
              Column.of("resource", Permission::resource)));

  private PermissionTable() {}

  /** The statements that would allow what is not allowed, each once, in the policy's order. */
  public static Set<Statement> missing(List<Permission> permissions, Identity identity) {
    Set<Statement> missing = new LinkedHashSet<>();
    permissions.stream()
        .filter(permission -> permission.identity() == identity && !permission.allowed())
        .forEach(permission -> missing.add(permission.statement()));
    return missing;
  }
}
