package io.sagemakerssh.core.instance;

/** When SSM last heard of an instance's agent. */
public enum PingStatus {
  ONLINE("Online"),
  CONNECTION_LOST("ConnectionLost"),
  INACTIVE("Inactive"),
  UNKNOWN("unknown");

  private final String word;

  PingStatus(String word) {
    this.word = word;
  }

  /** As {@code DescribeInstanceInformation} spells it. */
  public String word() {
    return word;
  }

  /** What SSM answers; {@link #UNKNOWN} for a word that this program does not know. */
  public static PingStatus of(String word) {
    for (PingStatus status : values()) {
      if (status.word.equals(word)) {
        return status;
      }
    }
    return UNKNOWN;
  }
}
