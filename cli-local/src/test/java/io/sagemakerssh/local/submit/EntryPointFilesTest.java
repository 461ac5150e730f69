package io.sagemakerssh.local.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that a job starts with, beside a library that only says that it was called. */
class EntryPointFilesTest {
  private static final String TELLS_ITSELF =
      """
      import os, sys
      print("program", os.getpid(), sys.argv, sys.warnoptions, os.environ.get("SSH_ENTRY_POINT"),
            os.environ["SM_USER_ENTRY_POINT"], os.environ["SM_MODULE_NAME"], os.environ["SM_TRAINING_ENV"])
      sys.exit(9)
      """;

  @TempDir Path directory;

  private record Said(int status, String out) {}

  @BeforeEach
  void layOut() throws IOException {
    for (String name : List.of("sagemaker_ssh_train.py", "sagemaker_ssh_train.sh", "start")) {
      Files.write(directory.resolve(name), EntryPointFiles.bytes(name));
    }
    Path library = Files.createDirectory(directory.resolve("sagemaker_ssh_helper"));
    Files.writeString(
        library.resolve("__init__.py"),
        "import os\ndef setup_and_start_ssh(): print('ssh', os.getpid(), flush=True)\n");
    Path run =
        Files.writeString(
            library.resolve("sm-run"),
            """
            #!/bin/sh
            if [ "$1" = --no-setup ]; then shift; echo "runs the program"; else echo ssh; fi
            exec "$@"
            """);
    assertThat(run.toFile().setExecutable(true)).isTrue();
    Files.writeString(directory.resolve("train.py"), TELLS_ITSELF);
    Files.writeString(
        directory.resolve("train.sh"),
        "#!/bin/sh\necho \"program $# <$2> $SM_USER_ENTRY_POINT ${SSH_ENTRY_POINT:-none}\"; exit 9\n");
  }

  private Said run(Map<String, String> variables, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "SM_USER_ENTRY_POINT", "sagemaker_ssh_train.py",
                "SM_TRAINING_ENV", "{\"user_entry_point\": \"x\", \"other\": 1}"));
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), out);
  }

  private Said python(String... command) throws Exception {
    return run(Map.of("SSH_ENTRY_POINT", "train.py"), command);
  }

  @Test
  void thePythonEntryPointLetsSshEndWithTheProgram() throws Exception {
    Said said = python("python3", "-W", "error", "sagemaker_ssh_train.py", "--name", "two words");

    assertThat(said.status()).isEqualTo(9);
    String process = said.out().lines().findFirst().orElseThrow().replace("ssh ", "");
    assertThat(said.out())
        .contains("runs the program")
        .contains("program " + process + " ['train.py', '--name', 'two words'] ['error']")
        .contains(
            "None train.py train {\"user_entry_point\": \"train.py\", \"other\": 1, \"module_name\": \"train\"}");
  }

  @Test
  void thePythonEntryPointRunsAsAModuleToo() throws Exception {
    Said said = python("python3", "-m", "sagemaker_ssh_train", "--epochs", "3");

    assertThat(said.status()).isEqualTo(9);
    assertThat(said.out()).contains("/train.py', '--epochs', '3']");
  }

  /** Such as {@code python -m mpi4py}, which must not be started twice. */
  @Test
  void staysWithinAProgramThatStartedIt() throws Exception {
    Files.writeString(
        directory.resolve("launcher.py"),
        """
        import runpy, sys
        print("launched", flush=True)
        del sys.argv[0]
        runpy.run_path(sys.argv[0], run_name="__main__")
        """);

    Said said = python("python3", "-m", "launcher", "sagemaker_ssh_train.py", "--epochs", "3");

    assertThat(said.status()).isEqualTo(9);
    assertThat(said.out().split("launched", -1)).hasSize(2);
    assertThat(said.out()).contains("['train.py', '--epochs', '3']");
  }

  @Test
  void thePythonEntryPointTrainsWithoutTheLibrary() throws Exception {
    Files.delete(directory.resolve("sagemaker_ssh_helper/__init__.py"));

    Said said = python("python3", "sagemaker_ssh_train.py");

    assertThat(said.status()).isEqualTo(9);
    assertThat(said.out()).contains("SSH Helper setup FAILED").contains("program ");
  }

  @Test
  void theShellEntryPointBecomesTheProgram() throws Exception {
    Said said =
        run(
            Map.of("SSH_ENTRY_POINT", "train.sh"),
            "sh",
            "sagemaker_ssh_train.sh",
            "--name",
            "two words");

    assertThat(said).isEqualTo(new Said(9, "ssh\nprogram 2 <two words> train.sh none\n"));
  }

  @Test
  void theContainersStartUnpacksTheBundle() throws Exception {
    run(Map.of(), "tar", "-czf", "sagemaker_ssh_helper.tar.gz", "sagemaker_ssh_helper");

    Said said =
        run(
            Map.of("START_SSH", "true", "SM_SSH_HOME", directory.resolve("home").toString()),
            "sh",
            directory.resolve("start").toString(),
            "sh",
            "-c",
            "echo program $1; exit 9",
            "sh",
            "x");

    assertThat(said).isEqualTo(new Said(9, "ssh\nprogram x\n"));
    assertThat(directory.resolve("home/sagemaker_ssh_helper/sm-run")).isExecutable();
  }

  @Test
  void theContainersStartGoesOnWithoutABundleUnlessSshIsRequired() throws Exception {
    Map<String, String> variables = Map.of("START_SSH", "true");

    Said said = run(variables, "sh", directory.resolve("start").toString(), "echo", "program");
    assertThat(said.status()).isZero();
    assertThat(said.out()).contains("SSH Helper setup FAILED").endsWith("program\n");

    Said required =
        run(
            Map.of("START_SSH", "true", "SSH_REQUIRED", "true"),
            "sh",
            directory.resolve("start").toString(),
            "echo",
            "program");
    assertThat(required.status()).isEqualTo(40);
    assertThat(required.out()).doesNotContain("program\n");
  }

  @Test
  void theContainersStartDoesNothingUnasked() throws Exception {
    assertThat(run(Map.of(), "sh", directory.resolve("start").toString(), "echo", "program"))
        .isEqualTo(new Said(0, "program\n"));
  }
}
