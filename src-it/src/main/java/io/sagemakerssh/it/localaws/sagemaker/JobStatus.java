package io.sagemakerssh.it.localaws.sagemaker;

/** The status of a training job; SageMaker's names. */
enum JobStatus {
  IN_PROGRESS("InProgress"),
  STOPPING("Stopping"),
  STOPPED("Stopped"),
  COMPLETED("Completed"),
  FAILED("Failed");

  private final String word;

  JobStatus(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  boolean ended() {
    return this == STOPPED || this == COMPLETED || this == FAILED;
  }
}
