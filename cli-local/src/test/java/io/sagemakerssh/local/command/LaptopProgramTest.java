package io.sagemakerssh.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.error.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaptopProgramTest {
  private static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY", "secret");

  @TempDir Path home;

  private ProgramRun run(String... arguments) {
    return ProgramRun.of(home, CREDENTIALS, arguments);
  }

  private void assertRefused(ProgramRun run, ExitCode code) {
    assertThat(run.status()).as(run.err()).isEqualTo(code.status());
    assertThat(run.err())
        .containsPattern("(?m)^error: .+")
        .containsPattern("(?m)^why: .+")
        .containsPattern("(?m)^do: .+")
        .doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
    assertThat(home).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "conect job, connect",
    "connect --tiemout 5 job, --timeout",
    "list --al, --all",
    "exec --nod x job -- true, --node",
    "exec job --nod x -- true, --node",
    "shell job --nod x -- true, --node",
    "connect job -4 --nod x true, --node"
  })
  void misspellingsNameTheNearest(String line, String nearest) {
    ProgramRun run = run(line.split(" "));

    assertRefused(run, ExitCode.USAGE);
    assertThat(run.err()).contains("Did you mean: ").contains(nearest).contains("Usage: ");
  }

  @Test
  void anUnknownCommandIsNamedInPlainText() {
    System.setProperty("picocli.ansi", "true");
    try {
      assertThat(run("conect", "job").err())
          .contains("why: there is no command 'conect'")
          .contains("Usage: sm-local-ssh-training [OPTIONS] [COMMAND]");
    } finally {
      System.clearProperty("picocli.ansi");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "connect",
    "connect a_b",
    "connect mi-1",
    "connect job --local-port 65536",
    "connect job --local-port many",
    "connect job --timeout -1",
    "exec --timeout -5 job -- true",
    "submit {} --connect --timeout soon",
    "submit {} --wait-time -1",
    "speedtest job --output table",
    "connect job --endpoint-url nowhere",
    "connect job --bucket b --keys-path s3://c/",
    "connect job --keys-path c",
    "proxy job 70000",
    "exec job",
    "exec job --",
    "connect -L",
    "connect -L 1:localhost:1",
    "forward job",
    "forward job tensorbord",
    "stop-waiting",
    "list extra",
    "ssh-config",
    "stop",
    "stop mi-0123456789abcdef0",
    "logs",
    "logs -f mi-0123456789abcdef0",
    "logs job --since soon",
    "ssh-config instal",
    "list --output yaml",
    "lib-dir extra"
  })
  void lineThatCannotBeMeantIsRefusedBeforeAnythingHappens(String line) {
    assertRefused(run(line.split(" ")), ExitCode.USAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exec job", "shell job", "connect job --local-port 0"})
  void optionsAreOursUntilTheCommandBegins(String start) {
    assertRefused(run((start + " --timeout -5 -- true").split(" ")), ExitCode.USAGE);
    assertRefused(run((start + " --timeout -5 true").split(" ")), ExitCode.USAGE);
    assertRefused(run((start + " -- true --timeout -5").split(" ")), ExitCode.NO_REGION);
    assertRefused(run((start + " true --timeout -5 -- x").split(" ")), ExitCode.NO_REGION);
  }

  @Test
  void aWordTooManyIsNamed() {
    assertThat(run("list", "extra", "more").err()).contains("why: 'extra' is one word too many\n");
    assertThat(run("ssh-config", "instal").err()).contains("why: there is no command 'instal'\n");
  }

  @Test
  void anOptionOfOursBehindOneOfSshIsToldWhereToGo() {
    ProgramRun run = run("connect", "job", "-4", "-p", "22", "--timeout", "5");

    assertRefused(run, ExitCode.USAGE);
    assertThat(run.err()).contains("--timeout comes after -4").contains("put it before");
    String[] command = {"connect", "--local-port", "0", "job", "-4", "-b", "::1", "ls", "--all"};
    assertRefused(run(command), ExitCode.NO_REGION);
  }

  @Test
  void noCommandIsRefused() {
    assertRefused(run(), ExitCode.USAGE);
  }

  @Test
  void noRegionIsSaid() {
    assertRefused(run("connect", "job", "--local-port", "0"), ExitCode.NO_REGION);
  }

  @Test
  void takenPortIsSaidBeforeAwsIsAsked() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertRefused(run("connect", "job", "--local-port", port), ExitCode.PORT_IN_USE);
    }
  }

  @Test
  void oddSshConfigIsSaidBeforeAwsIsAskedAndKept() throws IOException {
    Path config = Files.createDirectories(home.resolve(".ssh/config"));

    ProgramRun run = run("connect", "job", "--local-port", "0");

    assertThat(run.status()).isEqualTo(ExitCode.SSH_CONFIG_REFUSED.status());
    assertThat(config).isEmptyDirectory();
  }

  @Test
  void sshConfigurationIsShownInstalledAndTakenAway() throws IOException {
    Path mine = Files.createDirectories(home.resolve(".ssh")).resolve("config");
    Files.writeString(mine, "Host mine\n");

    ProgramRun shown = run("ssh-config", "install", "--dry-run");
    assertThat(shown.out())
        .contains("+Include \"" + home.resolve(".ssh/sagemaker-ssh/config") + "\"")
        .contains("+Host *.training.sagemaker")
        .contains(" Host mine");
    assertThat(mine).hasContent("Host mine\n");
    assertThat(mine.getParent().toFile().list()).containsExactly("config");

    assertThat(run("ssh-config", "install").out()).contains("Changed " + mine);
    assertThat(run("ssh-config", "install").out()).isEqualTo("Nothing to change\n");
    assertThat(run("ssh-config", "print").out())
        .isEqualTo(Files.readString(home.resolve(".ssh/sagemaker-ssh/config")));

    assertThat(run("ssh-config", "uninstall").out()).contains("Changed " + mine);
    assertThat(mine).hasContent("Host mine\n");
    assertThat(home.resolve(".ssh/sagemaker-ssh/config")).doesNotExist();
  }

  @Test
  void theUsersOwnDefaultsCount() throws IOException {
    Path config = Files.createDirectories(home.resolve(".config/sagemaker-ssh-helper"));
    Files.writeString(config.resolve("config"), "output = json\n");

    assertThat(run("list").err()).startsWith("{\"error\":{\"code\":\"NO_REGION\"");
    assertThat(run("list", "--output", "text").err()).startsWith("error: ");

    Files.writeString(config.resolve("config"), "ouptut = json\n");
    ProgramRun refused = run("list");
    assertThat(refused.status()).isEqualTo(ExitCode.SETTINGS_REFUSED.status());
    assertThat(refused.err()).contains("there is no setting 'ouptut'");
    assertThat(run("list", "--help").status()).isZero();
    assertThat(run("list", "-h").status()).isZero();
    assertThat(run("--version").status()).isZero();
    assertThat(run("exec", "job", "--", "python", "--help").status())
        .as("the remote command's own option")
        .isEqualTo(ExitCode.SETTINGS_REFUSED.status());
  }

  @ParameterizedTest
  @CsvSource({"bash, complete -F", "zsh, compdef", "fish, -l follow -d"})
  void completionIsAScriptThatKnowsTheCommands(String shell, String part) {
    ProgramRun run = run("completion", shell);

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains(part).contains("stop-waiting").contains("local-port");
  }

  @Test
  void errorsAreJsonWhereTheOutputIs() {
    ProgramRun run = run("list", "--output", "json");

    assertThat(run.status()).isEqualTo(ExitCode.NO_REGION.status());
    assertThat(run.err())
        .startsWith("{\"error\":{\"code\":\"NO_REGION\",\"exitCode\":10,\"what\":\"")
        .endsWith("\"}}\n");

    assertThat(run("list", "--output", "json", "--al").err())
        .startsWith("{\"error\":{\"code\":\"USAGE\",\"exitCode\":2,")
        .endsWith("\"}}\n");
    assertThat(run("speedtest", "job", "--output", "json", "--seconds", "0").err())
        .startsWith("{\"error\":{\"code\":\"USAGE\",\"exitCode\":2,");
    assertThat(run("speedtest", "job", "--output", "json").err())
        .startsWith("{\"error\":{\"code\":\"NO_REGION\"");
  }

  @Test
  void helpGoesToStandardOutput() {
    ProgramRun run = run("connect", "--help");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("--local-port").contains("11022");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void verboseShowsTheStack() {
    ProgramRun run = run("lib-dir", "--verbose");

    assertThat(run.status()).isEqualTo(ExitCode.PROGRAM_MISSING.status());
    assertThat(run.err()).contains("\tat ");
  }

  @Test
  void libDirPrintsThePathAlone() throws IOException {
    Path library = Files.createDirectories(home.resolve("sagemaker_ssh_helper"));
    Files.createFile(library.resolve("__init__.py"));

    assertThat(run("lib-dir")).isEqualTo(new ProgramRun(0, library + "\n", ""));
  }

  @Test
  void unreachableEndpointIsNamed() throws IOException {
    int free = freePort();

    ProgramRun run = ProgramRun.of(home, atEndpoint(free), "stop-waiting", "job");

    assertThat(run.status()).as(run.err()).isEqualTo(ExitCode.ENDPOINT_UNREACHABLE.status());
    assertThat(run.err()).contains("127.0.0.1:" + free);
    assertThat(home).isEmptyDirectory();
  }

  /** It is the connection, of which OpenSSH reads every byte; trap 20 of PROTOCOL part F. */
  @ParameterizedTest
  @ValueSource(strings = {"proxy job", "proxy job 8080", "proxy job --verbose"})
  void trap20ProxySaysNothingOnStandardOutputAndFailsWithAnExitCode(String line)
      throws IOException {
    ProgramRun run = ProgramRun.of(home, atEndpoint(freePort()), line.split(" "));

    assertThat(run.status()).as(run.err()).isEqualTo(ExitCode.ENDPOINT_UNREACHABLE.status());
    assertThat(run.out()).isEmpty();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Map<String, String> atEndpoint(int port) {
    Map<String, String> variables = new HashMap<>(CREDENTIALS);
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + port);
    return variables;
  }
}
