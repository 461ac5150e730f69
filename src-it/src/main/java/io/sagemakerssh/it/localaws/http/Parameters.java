package io.sagemakerssh.it.localaws.http;

import io.sagemakerssh.it.localaws.auth.UriEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The decoded parameters of a query string or a form, in the order sent. */
public final class Parameters {
  private final List<Map.Entry<String, String>> entries;

  private Parameters(List<Map.Entry<String, String>> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Reads {@code a=1&b&c=%20}; a name without an equals sign has an empty value.
   *
   * @throws IllegalArgumentException if the percent-encoding is broken
   */
  public static Parameters parse(String encoded) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    for (String part : encoded.split("&")) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        entries.add(Map.entry(UriEncoding.decode(name, true), UriEncoding.decode(value, true)));
      }
    }
    return new Parameters(entries);
  }

  public Optional<String> first(String name) {
    return entries.stream()
        .filter(entry -> entry.getKey().equals(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  public List<String> all(String name) {
    return entries.stream()
        .filter(entry -> entry.getKey().equals(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  public boolean has(String name) {
    return first(name).isPresent();
  }

  public List<Map.Entry<String, String>> entries() {
    return entries;
  }
}
