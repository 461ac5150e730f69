package io.sagemakerssh.local.command;

import io.sagemakerssh.core.config.Environment;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One run of the program in surroundings of its own. */
record ProgramRun(int status, String out, String err) {
  static ProgramRun of(Path home, Map<String, String> variables, String... arguments) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("HOME", home.toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = new LaptopProgram(surroundings(home, environment, out, err)).run(arguments);
    return new ProgramRun(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static Surroundings surroundings(
      Path home,
      Map<String, String> environment,
      ByteArrayOutputStream out,
      ByteArrayOutputStream err) {
    return new Surroundings(
        new Environment(environment),
        InputStream.nullInputStream(),
        out,
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        home,
        home.resolve("local.jar"),
        List.of("/opt/sm-local-ssh-training"));
  }
}
