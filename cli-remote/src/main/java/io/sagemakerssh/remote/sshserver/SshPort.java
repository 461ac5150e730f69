package io.sagemakerssh.remote.sshserver;

import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.layout.ContainerUser;
import java.io.IOException;

/**
 * The port that the SSH server is to take.
 *
 * @param number 0 takes any free port
 * @param chosen whether the user named it; a default that is taken gives way to a free port, since
 *     the laptop reads the port from a tag
 */
public record SshPort(int number, boolean chosen) {
  private static final int OF_ROOT = 22;
  private static final int OF_OTHERS = 2222;
  private static final int HIGHEST = 65535;

  /** Opens a server on a port and says which port it became. */
  interface Binding {
    int bind(int port) throws IOException;
  }

  /**
   * @throws UserError with {@link ExitCode#USAGE} if {@code SSH_PORT} is no port
   */
  public static SshPort of(Environment environment, ContainerUser user) {
    int usual = user.isRoot() ? OF_ROOT : OF_OTHERS;
    boolean chosen = environment.text(ContainerVariables.SSH_PORT).isPresent();
    return new SshPort(environment.number(ContainerVariables.SSH_PORT, usual, 0, HIGHEST), chosen);
  }

  /** Binds to this port, or instead of a taken default to a free one. */
  int bind(Binding binding) {
    try {
      return binding.bind(number);
    } catch (IOException taken) {
      if (chosen) {
        throw cannotListen(taken);
      }
    }
    try {
      return binding.bind(0);
    } catch (IOException e) {
      throw cannotListen(e);
    }
  }

  private UserError cannotListen(IOException cause) {
    return new UserError(
        ExitCode.PORT_IN_USE,
        "The SSH server cannot listen on port " + number + " of 127.0.0.1",
        String.valueOf(cause.getMessage()),
        "Set SSH_PORT to a free port, or to 0 to take any.",
        cause);
  }
}
