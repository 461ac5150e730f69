package io.sagemakerssh.local.ssh;

/**
 * How ssh ended.
 *
 * @param exitCode the remote command's, or 255 for a failure of ssh's own
 * @param keyRefused whether the server did not take the key
 */
public record SshOutcome(int exitCode, boolean keyRefused) {
  /** ssh's exit code for failures of its own. */
  private static final int OWN_FAILURE = 255;

  /** Whether ssh itself failed, unless the remote command ended with the same number. */
  public boolean failed() {
    return exitCode == OWN_FAILURE;
  }
}
