package io.sagemakerssh.local.doctor;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the helper said in a job's log, as {@code sm-setup-ssh} and its daemon print it.
 *
 * @param lines in the order of time, with their prefix
 */
record HelperLog(List<String> lines) {
  private static final Pattern REGISTERED = Pattern.compile("Managed instance-id: (mi-[0-9a-f]+)");
  private static final Pattern ERROR = Pattern.compile("ERROR:? (?:\\w+ - )?(.+)");
  private static final Pattern DETAIL = Pattern.compile("^\\S+\\s+(why|advice):\\s+(.+)");
  private static final Pattern TROUBLE =
      Pattern.compile("(Cannot ping SSM: .+|The control channel is down: .+)");
  private static final Pattern ONLINE = Pattern.compile(" - Online|agent is online as ");

  /**
   * Why the helper gave up.
   *
   * @param what what it could not do, and why
   * @param advice empty if the log has none
   */
  record Failure(String what, String advice) {}

  /** The last instance that was registered. */
  Optional<String> instance() {
    return last(REGISTERED);
  }

  /** What the agent complained of last, unless it went online after that. */
  Optional<String> trouble() {
    for (int index = lines.size() - 1; index >= 0; index--) {
      Matcher trouble = TROUBLE.matcher(lines.get(index));
      if (trouble.find()) {
        return Optional.of(trouble.group(1));
      }
      if (ONLINE.matcher(lines.get(index)).find()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The last error, unless the container was registered after it. */
  Optional<Failure> failure() {
    for (int index = lines.size() - 1; index >= 0; index--) {
      if (REGISTERED.matcher(lines.get(index)).find()) {
        return Optional.empty();
      }
      Matcher error = ERROR.matcher(lines.get(index));
      if (error.find()) {
        return Optional.of(
            new Failure(
                error.group(1) + detail(index, "why").map(why -> ": " + why).orElse(""),
                detail(index, "advice").orElse("")));
      }
    }
    return Optional.empty();
  }

  private Optional<String> detail(int from, String name) {
    for (String line : lines.subList(from + 1, Math.min(lines.size(), from + 3))) {
      Matcher detail = DETAIL.matcher(line);
      if (detail.find() && detail.group(1).equals(name)) {
        return Optional.of(detail.group(2));
      }
    }
    return Optional.empty();
  }

  private Optional<String> last(Pattern pattern) {
    for (int index = lines.size() - 1; index >= 0; index--) {
      Matcher found = pattern.matcher(lines.get(index));
      if (found.find()) {
        return Optional.of(found.group(1));
      }
    }
    return Optional.empty();
  }
}
