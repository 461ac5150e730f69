package io.sagemakerssh.it.localaws.sagemaker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a node runs. */
final class EntryPoint {
  private static final String PYTHON = ".py";

  private EntryPoint() {}

  /**
   * The command for a node whose sources are in place: a Python program or a shell script with the
   * hyperparameters as arguments, or the container's own command.
   *
   * @throws JobFailure if the program is not there
   */
  static List<String> command(Node node) throws IOException {
    List<String> own = node.request().containerCommand();
    if (!own.isEmpty()) {
      return own;
    }
    Hyperparameters hyperparameters = node.hyperparameters();
    String program =
        hyperparameters
            .program()
            .orElseThrow(
                () -> JobFailure.ofClient("the hyperparameter sagemaker_program is not given"));
    Path code = node.directory().code();
    Path file = code.resolve(program).normalize();
    if (!file.startsWith(code) || !Files.isRegularFile(file)) {
      throw JobFailure.ofAlgorithm(
          "the entry point '" + program + "' is not in sourcedir.tar.gz, exit code: 2");
    }
    List<String> command = new ArrayList<>();
    if (program.endsWith(PYTHON)) {
      command.addAll(List.of("python3", program));
    } else {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      Files.setPosixFilePermissions(file, permissions);
      // A shell in between runs scripts without a first line, too.
      command.addAll(List.of("/bin/sh", "-c", "exec ./\"$0\" \"$@\"", program));
    }
    command.addAll(hyperparameters.arguments());
    return command;
  }
}
