package io.sagemakerssh.it.localaws.ssm;

/** How a command stands on an instance. */
enum CommandStatus {
  PENDING("Pending", "Pending"),
  IN_PROGRESS("InProgress", "InProgress"),
  CANCELLING("Cancelling", "Cancelling"),
  SUCCESS("Success", "Success"),
  FAILED("Failed", "Failed"),
  CANCELLED("Cancelled", "Cancelled"),
  TIMED_OUT("TimedOut", "Execution Timed Out"),
  DELIVERY_TIMED_OUT("TimedOut", "Delivery Timed Out");

  private final String apiName;
  private final String details;

  CommandStatus(String apiName, String details) {
    this.apiName = apiName;
    this.details = details;
  }

  String apiName() {
    return apiName;
  }

  /** The API's StatusDetails. */
  String details() {
    return details;
  }

  boolean terminal() {
    return switch (this) {
      case PENDING, IN_PROGRESS, CANCELLING -> false;
      case SUCCESS, FAILED, CANCELLED, TIMED_OUT, DELIVERY_TIMED_OUT -> true;
    };
  }

  /**
   * The status that an agent's word stands for. After {@code SuccessAndReboot} the agent reports
   * again.
   */
  static CommandStatus ofAgent(String word) {
    return switch (word) {
      case "Success", "PassedAndReboot", "Skipped" -> SUCCESS;
      case "Failed" -> FAILED;
      case "Cancelled" -> CANCELLED;
      case "TimedOut" -> TIMED_OUT;
      default -> IN_PROGRESS;
    };
  }
}
