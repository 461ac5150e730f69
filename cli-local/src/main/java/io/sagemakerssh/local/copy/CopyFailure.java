package io.sagemakerssh.local.copy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.local.sftp.SftpConnectionException;
import java.io.IOException;
import java.util.Locale;

/**
 * Why a file was not copied.
 *
 * @param file as the user would write it
 */
record CopyFailure(String file, IOException cause) {
  /** Whether no other file can be copied either. */
  boolean endsAll() {
    return cause instanceof SftpConnectionException
        || cause instanceof CopyUnderWayException
        || isFullDisk();
  }

  String reason() {
    return FileFailure.reason(cause);
  }

  /** The error that ends the program. */
  UserError error() {
    String what = "Cannot copy " + file;
    if (cause instanceof SftpConnectionException) {
      return new UserError(
          ExitCode.SESSION_FAILED,
          what,
          reason(),
          "Run the same command again: it goes on where it broke.",
          cause);
    }
    if (isFullDisk()) {
      return new UserError(
          ExitCode.DISK_FULL,
          what,
          "the disk that it is copied to is full (" + reason() + ")",
          "Free some space there, then run the same command again: it goes on where it broke.",
          cause);
    }
    if (cause instanceof CopyUnderWayException) {
      return refused(
          what, reason(), "Wait for it. If it breaks, run the same command again.", cause);
    }
    return refused(what, reason(), "See to the file, or leave it out.", cause);
  }

  static UserError refused(String what, String why, String advice, IOException cause) {
    return new UserError(ExitCode.FILE_REFUSED, what, why, advice, cause);
  }

  private boolean isFullDisk() {
    String reason = String.valueOf(reason()).toLowerCase(Locale.ROOT);
    return reason.contains("no space left") || reason.contains("quota exceeded");
  }
}
