package io.sagemakerssh.local.ssh;

import java.io.IOException;

/** Starts commands in the container, each over a session of its own. Called by several threads. */
public interface RemoteCommands {
  /**
   * Starts one.
   *
   * @param command a line for the container's shell
   * @return the local end: its streams are the command's, its exit code, too; what it says on
   *     standard error is lost
   */
  Process start(String command) throws IOException;
}
