package io.sagemakerssh.core.job;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.regex.Pattern;

/**
 * The name of a SageMaker job: 1 to 63 letters, digits and inner hyphens, as {@code
 * CreateTrainingJob} demands. Safe to put into host names, file names and tag filters.
 *
 * @param value the name
 */
public record JobName(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}");

  /**
   * @throws UserError with {@link ExitCode#USAGE} if the text is no job name
   */
  public JobName {
    if (value.length() > 63 || !SHAPE.matcher(value).matches()) {
      throw new UserError(
          ExitCode.USAGE,
          "'" + value + "' is not a job name",
          "a job name has 1 to 63 letters, digits and hyphens and starts and ends with a letter or digit",
          "Take the name from 'sm-local-ssh-training list' or 'aws sagemaker list-training-jobs'.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
