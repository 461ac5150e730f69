package io.sagemakerssh.local.command;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time in whole seconds, such as {@code 300}; 0 is one, less is none. */
final class SecondsConverter implements ITypeConverter<Duration> {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  @Override
  public Duration convert(String text) {
    if (!SECONDS.matcher(text).matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no time: give a number of seconds, 0 or more");
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }
}
