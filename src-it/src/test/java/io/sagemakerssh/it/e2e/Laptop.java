package io.sagemakerssh.it.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
