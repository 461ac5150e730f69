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

  /** Makes the toolkit run the program as a module; the stand-in does not install the package. */
  private static final String PACKAGE = "setup.py";

  private static final String CONTAINER_BASE = "/opt/ml/";

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
      return own.stream().map(word -> onThisMachine(word, node.directory().base())).toList();
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
      command.add("python3");
      command.addAll(
          Files.exists(code.resolve(PACKAGE))
              ? List.of("-m", program.replace(PYTHON, ""))
              : List.of(program));
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

  /** Containers share this machine's root, so that what the command finds in its own is moved. */
  private static String onThisMachine(String word, Path base) {
    return word.startsWith(CONTAINER_BASE)
        ? base.resolve(word.substring(CONTAINER_BASE.length())).toString()
        : word;
  }
}
