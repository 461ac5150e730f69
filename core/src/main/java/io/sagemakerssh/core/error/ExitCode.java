package io.sagemakerssh.core.error;

/**
 * What a command's exit status says. The numbers are part of the command line's contract: they are
 * listed in {@code docs/exit-codes.md} and never change their meaning.
 */
public enum ExitCode {
  OK(0, "done"),
  BUG(1, "an unexpected error, most likely a bug of ours"),
  USAGE(2, "the command line was not understood"),

  NO_REGION(10, "no AWS region is configured"),
  NO_CREDENTIALS(11, "no AWS credentials were found"),
  EXPIRED_CREDENTIALS(12, "the AWS credentials are expired or invalid"),
  ACCESS_DENIED(13, "IAM denied a call"),
  ENDPOINT_UNREACHABLE(14, "an AWS endpoint could not be reached"),
  THROTTLED(15, "AWS throttled a call beyond all retries"),
  AWS_FAILED(16, "AWS refused a call for another reason"),
  ADVANCED_TIER_REQUIRED(17, "the account lacks the advanced-instances tier"),

  JOB_NOT_FOUND(20, "the job does not exist"),
  JOB_ENDED(21, "the job has ended"),
  JOB_WITHOUT_SSH(22, "the job was started without SSH"),
  AMBIGUOUS_INSTANCE(23, "the job has several nodes and none was chosen"),
  INSTANCE_OFFLINE(24, "the job's managed instance is not online"),
  TIMEOUT(25, "what was awaited did not come in time"),
  TARGET_NOT_CONNECTED(26, "Session Manager has no connection to the instance"),
  KEY_COPY_FAILED(27, "the public key could not be copied into the container"),
  SESSION_FAILED(28, "the session could not be opened or broke"),
  HOST_KEY_MISMATCH(29, "the container's host key is not the pinned one"),

  PORT_IN_USE(30, "a local port is taken"),
  CANNOT_WRITE(31, "a file or directory of the user's cannot be written"),
  DISK_FULL(32, "the disk is full"),
  SSH_CONFIG_REFUSED(33, "~/.ssh/config is not safe to change"),
  PROGRAM_MISSING(34, "a program that is needed is not installed"),
  SOURCES_REFUSED(35, "the job's sources cannot take the library"),
  REQUEST_REFUSED(36, "the job's request is malformed, or rules SSH out"),
  ENTRY_POINT_UNKNOWN(37, "the container's own entry point is not known"),
  SETTINGS_REFUSED(38, "the file of your own defaults was not understood"),
  FILE_REFUSED(39, "a file cannot be copied"),

  SETUP_FAILED(40, "SSH could not be set up in the container"),
  REGISTRATION_FAILED(41, "the container could not be registered with SSM"),
  COMMAND_TIMED_OUT(124, "the command ran longer than exec's --timeout"),
  INTERRUPTED(130, "interrupted");

  private final int status;
  private final String meaning;

  ExitCode(int status, String meaning) {
    this.status = status;
    this.meaning = meaning;
  }

  /** The process exit status, 0 to 255. */
  public int status() {
    return status;
  }

  /** The meaning in a few words, as the documentation prints it. */
  public String meaning() {
    return meaning;
  }
}
