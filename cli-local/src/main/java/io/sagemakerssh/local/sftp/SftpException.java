package io.sagemakerssh.local.sftp;

import java.io.IOException;

/** A request that the server refused. The connection goes on. */
public final class SftpException extends IOException {
  static final int END_OF_FILE = 1;
  static final int NO_SUCH_FILE = 2;
  static final int PERMISSION_DENIED = 3;

  private static final int FAILURE = 4;

  private final int status;

  SftpException(int status, String message) {
    super(words(status, message));
    this.status = status;
  }

  public boolean isMissing() {
    return status == NO_SUCH_FILE;
  }

  /** Whether the server says no more than that it failed. */
  public boolean isUnexplained() {
    return status == FAILURE;
  }

  boolean isEnd() {
    return status == END_OF_FILE;
  }

  private static String words(int status, String message) {
    return switch (status) {
      case NO_SUCH_FILE -> "no such file or directory";
      case PERMISSION_DENIED -> "permission denied";
      default -> message.isBlank() ? "SFTP status " + status : message;
    };
  }
}
