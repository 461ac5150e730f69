package io.sagemakerssh.core.file;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Tells a user why a file of theirs could not be read or written. */
public final class FileFailure {
  private FileFailure() {}

  /**
   * The error to show: {@link ExitCode#DISK_FULL} where the disk or the quota is used up, else
   * {@link ExitCode#CANNOT_WRITE}.
   *
   * @param what what was tried, as a sentence: "Cannot create the key pair"
   * @param path the file it was tried on
   */
  public static UserError writing(String what, Path path, IOException failure) {
    String reason = reason(failure);
    String lower = reason.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("quota exceeded")) {
      return new UserError(
          ExitCode.DISK_FULL,
          what,
          "the disk that holds " + path + " is full (" + reason + ")",
          "Free some space there ('df -h "
              + path.toAbsolutePath().getParent()
              + "'), then try again.",
          failure);
    }
    return new UserError(
        ExitCode.CANNOT_WRITE,
        what,
        path + ": " + reason,
        "Make " + path + " accessible to your user, or set HOME to a directory that is.",
        failure);
  }

  /** The operating system's words, without the path in front of them. */
  public static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (failure instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
