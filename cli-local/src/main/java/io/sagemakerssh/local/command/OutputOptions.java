package io.sagemakerssh.local.command;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.table.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** For people or for programs. */
final class OutputOptions {
  /** The names of the formats are what the user writes. */
  enum Format {
    text,
    json
  }

  private static final String NAME = "--output";

  @Option(
      names = NAME,
      paramLabel = "<format>",
      defaultValue = "text",
      description =
          "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless told. As json, errors are JSON on standard error too.")
  private Format format = Format.text;

  boolean isJson() {
    return format == Format.json;
  }

  <R> void print(OutputStream out, Table<R> table, List<R> rows) throws IOException {
    Output.lines(out, isJson() ? List.of(table.json(rows)) : table.text(rows));
  }

  /** Whether a command was asked for JSON, on its line or by the user's defaults. */
  static boolean isJson(CommandSpec command) {
    OptionSpec option = command.findOption(NAME);
    return option != null && option.getValue() == Format.json;
  }

  /** An error as JSON: {@code {"error": {"code", "exitCode", "what", "why", "do"}}}. */
  static String json(UserError failure) {
    JsonObject error = new JsonObject();
    error.addProperty("code", failure.exitCode().name());
    error.addProperty("exitCode", failure.exitCode().status());
    error.addProperty("what", failure.what());
    error.addProperty("why", failure.why());
    error.addProperty("do", failure.advice());
    JsonObject whole = new JsonObject();
    whole.add("error", error);
    return new GsonBuilder().disableHtmlEscaping().create().toJson(whole);
  }
}
