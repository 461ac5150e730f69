package io.sagemakerssh.local;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.local.command.LaptopProgram;
import io.sagemakerssh.local.command.Surroundings;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Runs the program with what the process has. */
public final class Main {
  /** Set by the launcher: the absolute path of its directory. */
  private static final String LAUNCHERS = "sm.ssh.launchers";

  /** Set to {@code true} by the launcher if standard error is a terminal. */
  private static final String TERMINAL = "sm.ssh.terminal";

  private static final String NAME = "sm-local-ssh-training";

  private Main() {}

  public static void main(String[] arguments) {
    Path program = program();
    Surroundings surroundings =
        new Surroundings(
            new Environment(System.getenv()),
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            System.err,
            System.getProperty(TERMINAL, "").equals("true"),
            Path.of(System.getProperty("user.home")),
            program,
            launcher(program));
    System.exit(new LaptopProgram(surroundings).run(arguments));
  }

  private static Path program() {
    return Path.of(
        URI.create(Main.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private static List<String> launcher(Path program) {
    String launchers = System.getProperty(LAUNCHERS);
    if (launchers != null) {
      return List.of(Path.of(launchers, NAME).toAbsolutePath().toString());
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(java, "-cp", program.toString(), Main.class.getName());
  }
}
