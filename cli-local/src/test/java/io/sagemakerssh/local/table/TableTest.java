package io.sagemakerssh.local.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private final Table<String> table =
      new Table<>(
          List.of(
              Column.of("word", word -> word),
              new Column<>("size", word -> word.length() + " letters", String::length)));

  @Test
  void textIsAlignedAndHarmless() {
    assertThat(table.text(List.of("a", "\033[2Jlong", "\u009b2J")))
        .containsExactly(
            "WORD      SIZE", "a         1 letters", "?[2Jlong  8 letters", "?2J       3 letters");
  }

  @Test
  void jsonHasAnObjectARowWithValuesForPrograms() {
    JsonArray rows = JsonParser.parseString(table.json(List.of("a<b", "\""))).getAsJsonArray();

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).getAsJsonObject().get("word").getAsString()).isEqualTo("a<b");
    assertThat(rows.get(0).getAsJsonObject().get("size").getAsInt()).isEqualTo(3);
  }

  @Test
  void noRowsAreAHeadOrAnEmptyArray() {
    assertThat(table.text(List.of())).containsExactly("WORD  SIZE");
    assertThat(table.json(List.of())).isEqualTo("[]");
  }
}
