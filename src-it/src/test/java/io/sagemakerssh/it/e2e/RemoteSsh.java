package io.sagemakerssh.it.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The laptop's side of one connection of VS Code's Remote-SSH: starts ssh, writes the script to its
 * standard input, sends the server's archive by scp when the script asks for it, reads where the
 * server listens, and keeps ssh running. After the logs that users publish in the issues of
 * microsoft/vscode-remote-release.
 */
final class RemoteSsh implements AutoCloseable {
  private static final String COMMIT = "0123456789abcdef";

  /** The real script has some hundred lines more, which a pipe does not hold. */
  private static final String LENGTH = "# one of the many lines of the real script\n".repeat(2000);

  private final Laptop laptop;
  private final String host;
  private final Process ssh;
  private final BufferedReader output;
  private final Map<String, String> answers = new HashMap<>();
  private boolean transferred;

  private RemoteSsh(Laptop laptop, String host, Process ssh) {
    this.laptop = laptop;
    this.host = host;
    this.ssh = ssh;
    this.output = ssh.inputReader(UTF_8);
  }

  /**
   * Connects until the script has said where the server listens.
   *
   * @param folder the container's directory for the server
   * @param listen the server's option: {@code --port=0} or {@code --socket-path=…}
   * @param arguments ssh's, with the host and the shell
   */
  static RemoteSsh connect(
      Laptop laptop, String host, Path folder, String listen, List<String> arguments)
      throws IOException {
    Path log = Files.createTempFile(laptop.home(), "remote-ssh", ".log");
    Program ssh = laptop.openSsh("ssh", arguments.toArray(String[]::new));
    List<String> logging = new ArrayList<>(List.of("sh", "-c", "exec \"$0\" \"$@\" 2> " + log));
    logging.addAll(ssh.command());
    RemoteSsh connection =
        new RemoteSsh(
            laptop, host, new Program(ssh.directory(), ssh.environment(), logging).start());
    try {
      connection.run(folder, listen);
      return connection;
    } catch (IOException | AssertionError e) {
      connection.close();
      throw new AssertionError(Files.readString(log), e);
    }
  }

  /** What the script has said by name, such as {@code listeningOn}. */
  String answer(String name) {
    return answers.get(name);
  }

  /** Whether the server's archive had to be sent. */
  boolean transferred() {
    return transferred;
  }

  /** Ends as when the laptop loses power: ssh says nothing to the other side. */
  void kill() throws InterruptedException {
    ssh.descendants().forEach(ProcessHandle::destroyForcibly);
    ssh.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    ssh.destroy();
  }

  private void run(Path folder, String listen) throws IOException {
    String uuid = UUID.randomUUID().toString().substring(24);
    String settings =
        "UUID=%s FOLDER='%s' COMMIT=%s LISTEN='%s'\n".formatted(uuid, folder, COMMIT, listen);
    ssh.getOutputStream().write((settings + LENGTH + resource("connect.sh")).getBytes(UTF_8));
    ssh.getOutputStream().flush();
    for (String line = next(); !line.equals(uuid + ": end"); line = next()) {
      String[] answer = line.split("==", -1);
      if (answer.length == 3) {
        answers.put(answer[0], answer[1]);
      }
      if (line.equals(uuid + ":trigger_server_download_end")) {
        transfer();
      }
    }
  }

  /** The setting {@code remote.SSH.localServerDownload}: the container needs no internet. */
  private void transfer() throws IOException {
    transferred = true;
    Path sources = Files.createDirectories(laptop.home().resolve("vscode"));
    Files.writeString(sources.resolve("server.py"), resource("server.py"));
    Path archive = laptop.home().resolve("vscode-server.tar.gz");
    laptop
        .program("tar", "-czf", archive.toString(), "-C", sources.toString(), "server.py")
        .run()
        .succeeded();
    Path done = Files.writeString(laptop.home().resolve("vscode-server.tar.gz.done"), "");
    String destination = host + ":" + answers.get("destFolder") + answers.get("destFolder2");
    laptop.openSsh("scp", archive.toString(), destination).run().succeeded();
    laptop.openSsh("scp", done.toString(), destination + ".done").run().succeeded();
  }

  private String next() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new AssertionError("ssh ended early; so far the script has said " + answers);
    }
    return line.strip();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = RemoteSsh.class.getResourceAsStream("vscode/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
