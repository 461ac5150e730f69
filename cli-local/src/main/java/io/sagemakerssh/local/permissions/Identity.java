package io.sagemakerssh.local.permissions;

/** Who takes part in the flow, each with a policy of its own. */
public enum Identity {
  LAPTOP("laptop", "You, on the laptop"),
  EXECUTION("execution", "The job's execution role"),
  SSM("ssm", "The SSM role");

  private final String word;
  private final String title;

  Identity(String word, String title) {
    this.word = word;
    this.title = title;
  }

  /** The word on the command line, and the name of the policy's resource. */
  public String word() {
    return word;
  }

  /** For people, at the beginning of a line. */
  public String title() {
    return title;
  }

  @Override
  public String toString() {
    return word;
  }
}
