package io.sagemakerssh.it.localaws.sagemaker;

/** The secondary status of a training job, with the message that SageMaker shows for it. */
enum Phase {
  STARTING("Starting", "Preparing the instances for training"),
  DOWNLOADING("Downloading", "Downloading input data"),
  TRAINING("Training", "Training image download completed. Training in progress."),
  UPLOADING("Uploading", "Uploading generated training model"),
  STOPPING("Stopping", "Stopping the training job"),
  COMPLETED("Completed", "Training job completed"),
  FAILED("Failed", "Training job failed"),
  STOPPED("Stopped", "Training job stopped"),
  MAX_RUNTIME_EXCEEDED(
      "MaxRuntimeExceeded", "Training job runtime exceeded MaxRuntimeInSeconds provided");

  private final String word;
  private final String message;

  Phase(String word, String message) {
    this.word = word;
    this.message = message;
  }

  String word() {
    return word;
  }

  String message() {
    return message;
  }
}
