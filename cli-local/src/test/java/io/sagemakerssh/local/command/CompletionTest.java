package io.sagemakerssh.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The completion scripts in the shells that they are for, where these are installed. */
class CompletionTest {
  /** Asks as bash does when the user presses the tabulator; commas part the words. */
  private static final String BASH_QUERY =
      """
      compopt() { :; }
      source "$1"
      IFS=, read -ra COMP_WORDS <<< "$2"
      [[ $2 != *, ]] || COMP_WORDS+=("")
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE="${COMP_WORDS[*]}" COMP_POINT=${#COMP_LINE}
      function=$(complete -p sm-local-ssh-training | sed 's/.*-F \\([^ ]*\\).*/\\1/')
      "$function" sm-local-ssh-training "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir Path home;

  @BeforeEach
  void jobsThatWereConnectedTo() throws IOException {
    Path hosts = Files.createDirectories(home.resolve(".ssh/sagemaker-ssh/hosts"));
    for (String host : List.of("alpha", "algo-1.beta", "algo-12.beta", "algorithm")) {
      Files.createFile(hosts.resolve(host + ".training.sagemaker.json"));
    }
    Files.createFile(hosts.resolve("mi-0123456789abcdef0.json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void theShellReadsItsScript(String shell) throws IOException {
    assertThat(output(shell, "-n", script(shell).toString())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sm-local-ssh-training,stop; stop stop-waiting",
        "sm-local-ssh-training,connect,--local; --local-port",
        "sm-local-ssh-training,list,--output,; text json",
        "sm-local-ssh-training,iam,; policy check",
        "sm-local-ssh-training,completion,; bash zsh fish",
        "sm-local-ssh-training,forward,a-job,; tensorboard jupyter ray dask debugpy pycharm",
        "sm-local-ssh-training,forward,a-job,8080:80,de; debugpy",
        "sm-local-ssh-training,logs,-f,; alpha algorithm beta",
        "sm-local-ssh-training,connect,al; alpha algorithm",
        "sm-local-ssh-training,connect,--node,al; ''",
        "sm-local-ssh-training,list,al; ''"
      })
  void bashCompletesCommandsOptionsAndValues(String words, String expected) throws IOException {
    assertThat(
            output("bash", "-c", BASH_QUERY, "bash", script("bash").toString(), words)
                .strip()
                .split("\\s+"))
        .containsExactlyInAnyOrder(expected.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "stop; stop\tStop a training job|stop-waiting\tEnd the container's waiting, so that training begins",
        "run-c; run-command\tRun one command in a job's container",
        "connect --local; --local-port\tThe port of this machine that leads to the container's SSH port",
        "completion b; bash",
        "forward a-job ju; jupyter",
        "logs -f al; alpha|algorithm",
        "connect be; beta",
        "list al; ''",
        "iam pol; policy\tPrint the least-privilege policies"
      })
  void fishCompletesWithDescriptions(String line, String expected) throws IOException {
    String query = "source $argv[1]; complete -C 'sm-local-ssh-training " + line + "'";

    assertThat(output("fish", "-c", query, script("fish").toString()).strip().split("\n"))
        .containsExactlyInAnyOrder(expected.split("\\|"));
  }

  @Test
  void zshCompletesJobs() throws IOException {
    String asked =
        "autoload -U compinit; compinit -D -u; source $1;"
            + " compadd() { print -rl -- ${(P)${@[-1]}} }; _sm_local_ssh_training_jobs";

    assertThat(output("zsh", "-f", "-c", asked, "zsh", script("zsh").toString()).split("\n"))
        .containsExactlyInAnyOrder("alpha", "algorithm", "beta");
  }

  @Test
  void zshFindsItsFunctionAndTakesItWhenSourced() throws IOException {
    Path functions = Files.createDirectory(home.resolve("functions"));
    Files.copy(script("zsh"), functions.resolve("_sm-local-ssh-training"));
    String found = "fpath=($1 $fpath); autoload -U compinit; compinit -D -u; ";
    String sourced = "autoload -U compinit; compinit -D -u; source $1/_sm-local-ssh-training; ";
    String asked = "print -r -- $_comps[sm-local-ssh-training]";

    assertThat(output("zsh", "-f", "-c", found + asked, "zsh", functions.toString()))
        .isEqualTo("_sm-local-ssh-training\n");
    assertThat(output("zsh", "-f", "-c", sourced + asked, "zsh", functions.toString()))
        .isEqualTo("_sm_local_ssh_training\n");
  }

  private Path script(String shell) throws IOException {
    Path script = home.resolve("completion." + shell);
    return Files.writeString(script, ProgramRun.of(home, Map.of(), "completion", shell).out());
  }

  private String output(String... command) throws IOException {
    assumeTrue(isThere(command[0]), () -> command[0] + " is not installed");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("HOME", home.toString(), "LC_ALL", "C.UTF-8"));
    Process process = builder.start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
