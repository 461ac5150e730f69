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
  /** Set by the launcher: its own absolute path. */
  private static final String LAUNCHER = "sm.ssh.launcher";

  private Main() {}

  public static void main(String[] arguments) {
    Path program = program();
    Surroundings surroundings =
        new Surroundings(
            new Environment(System.getenv()),
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            System.err,
            System.console() != null,
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
    String launcher = System.getProperty(LAUNCHER);
    if (launcher != null) {
      return List.of(Path.of(launcher).toAbsolutePath().toString());
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(java, "-cp", program.toString(), Main.class.getName());
  }
}
