package io.sagemakerssh.remote.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The operating system's name and version as {@code /etc/os-release} gives them.
 *
 * @param name such as {@code Ubuntu}
 * @param version such as {@code 22.04}; empty for a rolling distribution
 */
record OsRelease(String name, String version) {
  /** Reads such a file; {@code Linux} without version where there is none. */
  static OsRelease read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return new OsRelease(value(lines, "NAME", "Linux"), value(lines, "VERSION_ID", ""));
    } catch (IOException unreadable) {
      return new OsRelease("Linux", "");
    }
  }

  private static String value(List<String> lines, String key, String otherwise) {
    return lines.stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1).replace("\"", "").replace("'", "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse(otherwise);
  }
}
