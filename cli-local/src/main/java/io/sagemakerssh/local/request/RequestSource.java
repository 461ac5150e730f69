package io.sagemakerssh.local.request;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.file.FileFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The text of a request.
 *
 * @param name what an error calls it
 */
public record RequestSource(String name, String json) {
  private static final String FILE = "file://";
  private static final String STANDARD_INPUT = "-";

  /**
   * Reads what {@code --cli-input-json} takes, and more: a {@code file://} URI, the JSON itself, a
   * file's name, or {@code -} for standard input.
   *
   * @param in read only if it is asked for
   * @throws UserError with {@link ExitCode#REQUEST_REFUSED} if it cannot be read
   */
  public static RequestSource of(String argument, InputStream in) {
    if (argument.stripLeading().startsWith("{")) {
      return new RequestSource("the request", argument);
    }
    try {
      if (argument.equals(STANDARD_INPUT)) {
        // Buffered, for a file's stream would seek to learn its length, which a pipe cannot.
        return new RequestSource(
            "standard input",
            new String(new BufferedInputStream(in).readAllBytes(), StandardCharsets.UTF_8));
      }
      String file = argument.startsWith(FILE) ? argument.substring(FILE.length()) : argument;
      return new RequestSource(file, Files.readString(Path.of(file)));
    } catch (IOException failure) {
      throw new UserError(
          ExitCode.REQUEST_REFUSED,
          "Cannot read the request " + argument,
          FileFailure.reason(failure),
          "Give a file with what 'aws sagemaker create-training-job --cli-input-json' takes; - is standard input.",
          failure);
    }
  }
}
