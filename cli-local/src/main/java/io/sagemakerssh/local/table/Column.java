package io.sagemakerssh.local.table;

import java.util.function.Function;

/**
 * A column.
 *
 * @param name the key in JSON; in capitals, the head of the text
 * @param text a row's cell for people
 * @param value the same for programs: a string, a number, a boolean, or null
 */
public record Column<R>(String name, Function<R, String> text, Function<R, ?> value) {
  /** A column that says the same to both. */
  public static <R> Column<R> of(String name, Function<R, String> text) {
    return new Column<>(name, text, text);
  }
}
