package io.sagemakerssh.core.instance;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.regex.Pattern;

/**
 * The id of a managed instance, {@code mi-} and 17 hexadecimal digits. Safe to put into file names,
 * scripts and S3 keys.
 *
 * @param value the id
 */
public record InstanceId(String value) {
  private static final Pattern SHAPE = Pattern.compile("mi-[0-9a-f]{17}");

  /**
   * @throws UserError with {@link ExitCode#USAGE} if the text is no such id
   */
  public InstanceId {
    if (!SHAPE.matcher(value).matches()) {
      throw new UserError(
          ExitCode.USAGE,
          "'" + value + "' is not a managed instance id",
          "such an id is 'mi-' and 17 digits or letters from a to f",
          "Take it from 'sm-local-ssh-training list' or the job's log.");
    }
  }

  /** Whether the text begins like an id; it may still be malformed. */
  public static boolean isLikely(String text) {
    return text.startsWith("mi-");
  }

  @Override
  public String toString() {
    return value;
  }
}
