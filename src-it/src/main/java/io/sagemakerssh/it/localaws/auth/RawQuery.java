package io.sagemakerssh.it.localaws.auth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A query string's parameters in the order sent, decoded. */
public record RawQuery(List<Parameter> parameters) {

  /** A decoded name and value; the value is empty if there was no equals sign. */
  public record Parameter(String name, String value) {}

  /**
   * Reads {@code a=1&b&c=%20}.
   *
   * @throws IllegalArgumentException if the percent-encoding is broken
   */
  public static RawQuery parse(String rawQuery) {
    List<Parameter> parameters = new ArrayList<>();
    for (String part : rawQuery.split("&")) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        parameters.add(
            new Parameter(UriEncoding.decode(name, true), UriEncoding.decode(value, true)));
      }
    }
    return new RawQuery(List.copyOf(parameters));
  }

  /** The first value of a name. */
  public Optional<String> first(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::value)
        .findFirst();
  }

  /** Encoded and sorted, without the parameter of the given name. */
  String canonicalWithout(String name) {
    return parameters.stream()
        .filter(parameter -> !parameter.name().equals(name))
        .map(
            parameter ->
                new Parameter(
                    UriEncoding.encode(parameter.name(), false),
                    UriEncoding.encode(parameter.value(), false)))
        .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
        .map(parameter -> parameter.name() + "=" + parameter.value())
        .collect(Collectors.joining("&"));
  }
}
