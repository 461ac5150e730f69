package io.sagemakerssh.local.command;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.local.home.UserHome;
import io.sagemakerssh.local.sshconfig.SshConfiguration;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * What surrounds the program: everything that it would otherwise take from the process.
 *
 * @param in standard input
 * @param out standard output, unbuffered
 * @param err standard error
 * @param terminal whether a person is looking at {@code err}
 * @param userHome the home directory, should {@code HOME} not say
 * @param program this program's jar, or its directory of classes
 * @param launcher the command line that starts this program, by absolute path
 */
public record Surroundings(
    Environment environment,
    InputStream in,
    OutputStream out,
    PrintStream err,
    boolean terminal,
    Path userHome,
    Path program,
    List<String> launcher) {

  /** The same with another environment. */
  Surroundings with(Environment other) {
    return new Surroundings(other, in, out, err, terminal, userHome, program, launcher);
  }

  /** The user's SSH configuration and ours. */
  SshConfiguration sshConfiguration() {
    return new SshConfiguration(UserHome.of(environment, userHome), launcher, Clock.systemUTC());
  }
}
