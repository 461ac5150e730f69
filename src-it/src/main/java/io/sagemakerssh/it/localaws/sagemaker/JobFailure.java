package io.sagemakerssh.it.localaws.sagemaker;

/** Why a job failed; the message becomes its {@code FailureReason}. */
final class JobFailure extends RuntimeException {
  private JobFailure(String message) {
    super(message);
  }

  /** A failure that whoever made the request has to mend. */
  static JobFailure ofClient(String message) {
    return new JobFailure("ClientError: " + message);
  }

  /** A failure of the program that trains. */
  static JobFailure ofAlgorithm(String message) {
    return new JobFailure("AlgorithmError: " + message);
  }

  /** A failure of this stand-in, such as a full disk. */
  static JobFailure ofService(Exception cause) {
    JobFailure failure = new JobFailure("InternalServerError: " + cause);
    failure.initCause(cause);
    return failure;
  }
}
