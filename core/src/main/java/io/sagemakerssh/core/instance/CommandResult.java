package io.sagemakerssh.core.instance;

/**
 * How a shell command on a managed instance ended.
 *
 * @param status SSM's word: {@code Success}, {@code Failed}, {@code TimedOut}, …
 * @param exitCode the script's exit code, -1 if it did not end by itself
 * @param output standard output, cut by SSM at 24,000 characters
 * @param error standard error, cut likewise
 */
public record CommandResult(String status, int exitCode, String output, String error) {
  public boolean succeeded() {
    return status.equals("Success");
  }
}
