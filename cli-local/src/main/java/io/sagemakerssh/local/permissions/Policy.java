package io.sagemakerssh.local.permissions;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A policy document.
 *
 * @param document as IAM takes it; not to be changed
 */
public record Policy(JsonObject document) {

  /** What an identity needs, and no more. */
  public static Policy of(Identity identity, PolicyScope scope) {
    return read(identity.word(), scope);
  }

  /** Who may assume the SSM role. */
  public static Policy ssmTrust(PolicyScope scope) {
    return read("ssm-trust", scope);
  }

  public List<Statement> statements() {
    return document.getAsJsonArray("Statement").asList().stream()
        .map(statement -> new Statement(statement.getAsJsonObject()))
        .toList();
  }

  /** The document over several lines, as people read it. */
  public String text() {
    return new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create().toJson(document);
  }

  private static Policy read(String name, PolicyScope scope) {
    try (InputStream resource = Policy.class.getResourceAsStream(name + ".json")) {
      String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      return new Policy(JsonParser.parseString(scope.fill(text)).getAsJsonObject());
    } catch (IOException unreadable) {
      throw new UncheckedIOException("This program's jar is damaged", unreadable);
    }
  }
}
