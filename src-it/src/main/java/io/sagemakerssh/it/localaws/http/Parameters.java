package io.sagemakerssh.it.localaws.http;

import io.sagemakerssh.it.localaws.auth.RawQuery;
import io.sagemakerssh.it.localaws.auth.RawQuery.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The decoded parameters of a query string or a form, in the order sent. */
public final class Parameters {
  private final RawQuery query;

  private Parameters(RawQuery query) {
    this.query = query;
  }

  /**
   * Reads {@code a=1&b&c=%20}; a name without an equals sign has an empty value.
   *
   * @throws IllegalArgumentException if the percent-encoding is broken
   */
  public static Parameters parse(String encoded) {
    return new Parameters(RawQuery.parse(encoded));
  }

  public Optional<String> first(String name) {
    return query.first(name);
  }

  public List<String> all(String name) {
    return query.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::value)
        .toList();
  }

  public boolean has(String name) {
    return first(name).isPresent();
  }

  public List<Map.Entry<String, String>> entries() {
    return query.parameters().stream()
        .map(parameter -> Map.entry(parameter.name(), parameter.value()))
        .toList();
  }
}
