package io.sagemakerssh.remote.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.setup.Configuration;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** The container's programs: finds one by its name, runs it, tells its failures. */
public final class Programs {
  /**
   * The arguments that make a process the daemon. No command-line parser has a part in it: its
   * classes would be in the daemon's memory for ever.
   */
  static final List<String> DAEMON = List.of("sm-setup-ssh", "serve");

  private final Container container;

  public Programs(Container container) {
    this.container = container;
  }

  /**
   * Runs the program that the first argument names with the others.
   *
   * @return the exit status
   */
  public int run(String... arguments) {
    if (List.of(arguments).equals(DAEMON)) {
      return serve();
    }
    Optional<Object> program = arguments.length == 0 ? Optional.empty() : program(arguments[0]);
    if (program.isEmpty()) {
      container
          .err()
          .println("Usage: (" + String.join(" | ", Configuration.PROGRAMS) + ") [arguments]");
      return ExitCode.USAGE.status();
    }
    CommandLine line = new CommandLine(program.get());
    line.setOut(new PrintWriter(container.out(), true, UTF_8));
    line.setErr(new PrintWriter(container.err(), true, UTF_8));
    line.setExecutionExceptionHandler((failure, command, result) -> tell(arguments[0], failure));
    return line.execute(Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private int serve() {
    try {
      return new Services(container).serve();
    } catch (InterruptedException | RuntimeException failure) {
      return tell(DAEMON.get(0), failure);
    }
  }

  private Optional<Object> program(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "sm-setup-ssh" -> new SetupSsh(container);
          case "sm-save-env" -> new SaveEnv(container);
          case "sm-init-ssm" -> new InitSsm(container);
          case "sm-wait" -> new WaitCommand(container);
          case "sm-install-key" -> new InstallKey(container);
          case "sm-doctor" -> new DoctorCommand(container);
          case "sm-relay" -> new RelayCommand(container);
          default -> null;
        });
  }

  private int tell(String program, Exception failure) {
    if (failure instanceof UserError error) {
      container.err().println(ErrorText.of(program, error));
      return error.exitCode().status();
    }
    container.err().println(program + ": ERROR: unexpected error, most likely a bug of ours");
    failure.printStackTrace(container.err());
    return ExitCode.BUG.status();
  }
}
