package io.sagemakerssh.it.localaws.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request's headers; names are matched without regard to case. */
public final class Headers {
  private final Map<String, List<String>> byLowerCaseName;

  /**
   * @param byLowerCaseName all values by lower-case name
   */
  public Headers(Map<String, List<String>> byLowerCaseName) {
    this.byLowerCaseName = Map.copyOf(byLowerCaseName);
  }

  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  public List<String> all(String name) {
    return byLowerCaseName.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The lower-case names. */
  public Set<String> names() {
    return byLowerCaseName.keySet();
  }

  /** All values by lower-case name. */
  public Map<String, List<String>> byLowerCaseName() {
    return byLowerCaseName;
  }

  /** These headers and those that trailed the body. */
  Headers with(Map<String, String> trailers) {
    Map<String, List<String>> joined = new LinkedHashMap<>(byLowerCaseName);
    trailers.forEach((name, value) -> joined.put(name.toLowerCase(Locale.ROOT), List.of(value)));
    return new Headers(joined);
  }
}
