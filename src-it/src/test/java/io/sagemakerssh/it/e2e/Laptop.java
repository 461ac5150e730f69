package io.sagemakerssh.it.e2e;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.local.command.LaptopProgram;
import io.sagemakerssh.local.command.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A user's machine: a home directory, AWS credentials, our commands on the path. */
final class Laptop {
  static final String TRAINING = "sm-local-ssh-training";
  private final Path home;
  private final Map<String, String> environment;

  Laptop(Path home, Map<String, String> credentials) throws IOException {
    this.home = Files.createDirectories(home);
    Map<String, String> variables = new HashMap<>(credentials);
    variables.put("HOME", home.toString());
    variables.put("TMPDIR", Files.createDirectories(home.resolve("tmp")).toString());
    variables.put("PATH", Repository.root().resolve("scripts/bin") + ":" + System.getenv("PATH"));
    variables.put("LANG", "C.UTF-8");
    variables.put("AWS_PAGER", "");
    if (System.getenv("JAVA_HOME") != null) {
      variables.put("JAVA_HOME", System.getenv("JAVA_HOME"));
    }
    this.environment = Map.copyOf(variables);
  }

  private Laptop(Laptop other, Map<String, String> changes) {
    this.home = other.home;
    Map<String, String> variables = new HashMap<>(other.environment);
    changes.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            variables.remove(name);
          } else {
            variables.put(name, value);
          }
        });
    this.environment = Map.copyOf(variables);
  }

  /** The same machine with other variables; an empty value unsets one. */
  Laptop with(Map<String, String> changes) {
    return new Laptop(this, changes);
  }

  Path home() {
    return home;
  }

  Program program(String... command) {
    return new Program(home, environment, List.of(command));
  }

  /** Our command with its arguments. */
  Program training(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Repository.launcher(TRAINING)));
    command.addAll(List.of(arguments));
    return new Program(home, environment, command);
  }

  /** Our command, run in this process, which saves the start of another. */
  Outcome here(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            new Environment(environment),
            InputStream.nullInputStream(),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            home,
            Repository.localJar(),
            List.of(Repository.launcher(TRAINING)));
    long begin = System.nanoTime();
    int status = new LaptopProgram(surroundings).run(arguments);
    return new Outcome(
        status,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8),
        Duration.ofNanos(System.nanoTime() - begin));
  }

  /**
   * An OpenSSH program. It takes the home directory from the user database and not from {@code
   * HOME}, so it is told where this machine's configuration is.
   */
  Program openSsh(String program, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(program, "-F", home.resolve(".ssh/config").toString()));
    command.addAll(List.of(arguments));
    return new Program(home, environment, command);
  }

  /**
   * Copies a file into the container and back with scp.
   *
   * @return what came back
   */
  Path scpThereAndBack(Path file, String... options) {
    String remote = "sagemaker-training:" + file + "-there";
    Path back = Path.of(file + "-back");
    scp(options, file.toString(), remote);
    scp(options, remote, back.toString());
    return back;
  }

  private void scp(String[] options, String from, String to) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of(from, to));
    openSsh("scp", arguments.toArray(String[]::new)).run().succeeded();
  }

  /** rsync over this machine's ssh. */
  Program rsync(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("rsync", "-e", "ssh -F " + home.resolve(".ssh/config")));
    command.addAll(List.of(arguments));
    return new Program(home, environment, command);
  }

  Outcome aws(String... arguments) {
    List<String> command = new ArrayList<>(List.of("aws"));
    command.addAll(List.of(arguments));
    return new Program(home, environment, command).run();
  }
}
