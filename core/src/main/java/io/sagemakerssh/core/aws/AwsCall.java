package io.sagemakerssh.core.aws;

import io.sagemakerssh.core.error.UserError;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One call to AWS, with what its failure is to be told by.
 *
 * @param purpose what the user wants by it, to follow "Cannot": "find the job's instances"
 * @param action the IAM action that it needs: {@code ssm:StartSession}
 * @param resource the resource that it needs it on: an ARN, or {@code *}
 */
public record AwsCall(String purpose, String action, String resource) {

  /**
   * Makes the call.
   *
   * @throws UserError if AWS refuses it or cannot be reached
   */
  public <T> T make(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException failure) {
      throw failure(failure);
    }
  }

  /** What to tell the user about this call's failure. */
  public UserError failure(SdkException failure) {
    return new AwsFailure(this, failure).explained();
  }
}
