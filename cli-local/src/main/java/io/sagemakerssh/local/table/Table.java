package io.sagemakerssh.local.table;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Columns that rows are shown in: as aligned text, or as JSON, one object a row. */
public final class Table<R> {
  private static final Gson JSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().setPrettyPrinting().create();

  private final List<Column<R>> columns;

  public Table(List<Column<R>> columns) {
    this.columns = List.copyOf(columns);
  }

  /** The lines for people, the head first. What a terminal would obey is made harmless. */
  public List<String> text(List<R> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns.stream().map(column -> column.name().toUpperCase(Locale.ROOT)).toList());
    rows.forEach(
        row -> cells.add(columns.stream().map(c -> printable(c.text().apply(row))).toList()));
    int[] widths = new int[columns.size()];
    for (List<String> line : cells) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], line.get(column).length());
      }
    }
    return cells.stream().map(line -> aligned(line, widths)).toList();
  }

  /** A JSON array. */
  public String json(List<R> rows) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (R row : rows) {
      Map<String, Object> object = new LinkedHashMap<>();
      columns.forEach(column -> object.put(column.name(), column.value().apply(row)));
      objects.add(object);
    }
    return JSON.toJson(objects);
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cc}", "?");
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
