package io.sagemakerssh.remote.sshserver;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.key.SshPublicKey;
import io.sagemakerssh.remote.key.AuthorizedKeys;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.ContainerUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real OpenSSH programs, talking to an embedded server of their own. */
final class OpenSshClient implements AutoCloseable {
  /** What a program did: its exit status and its two outputs. */
  record Result(int status, String out, String err) {}

  private final Path directory;
  private final ContainerLayout layout;
  private final EmbeddedSshServer server;

  private OpenSshClient(Path directory, ContainerLayout layout, EmbeddedSshServer server) {
    this.directory = directory;
    this.layout = layout;
    this.server = server;
  }

  /** Starts a server below a directory and makes a key that it lets in. */
  static OpenSshClient start(Path directory, Map<String, String> daemonVariables) throws Exception {
    ContainerLayout layout = ContainerLayout.below(directory.resolve("container"));
    EmbeddedSshServer server =
        EmbeddedSshServer.start(layout, user(), new SshPort(0, true), daemonVariables);
    OpenSshClient client = new OpenSshClient(directory, layout, server);
    client.newKey("ed25519");
    client.authorize("ed25519");
    Files.writeString(
        directory.resolve("known_hosts"), client.hostAlias() + " " + server.hostKey());
    Files.createDirectories(user().home());
    return client;
  }

  static ContainerUser user() {
    return ContainerUser.current(new Environment(System.getenv()));
  }

  void newKey(String type) throws Exception {
    run(
        null,
        List.of("ssh-keygen", "-q", "-t", type, "-N", "", "-f", key(type).toString(), "-C", type));
  }

  void authorize(String type) throws IOException {
    String line = Files.readString(directory.resolve("key_" + type + ".pub"));
    new AuthorizedKeys(layout).add(type, SshPublicKey.parse(line).orElseThrow());
  }

  Path key(String type) {
    return directory.resolve("key_" + type);
  }

  ContainerLayout layout() {
    return layout;
  }

  EmbeddedSshServer server() {
    return server;
  }

  int port() {
    return server.port();
  }

  /** The name that the server's host key is known by. */
  String hostAlias() {
    return "[127.0.0.1]:" + port();
  }

  /** The options that every OpenSSH program takes. */
  List<String> options() {
    return List.of(
        "-F",
        "none",
        "-o",
        "IdentitiesOnly=yes",
        "-o",
        "BatchMode=yes",
        "-o",
        "StrictHostKeyChecking=yes",
        "-o",
        "UserKnownHostsFile=" + directory.resolve("known_hosts"),
        "-i",
        key("ed25519").toString());
  }

  List<String> sshCommand(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ssh"));
    command.addAll(options());
    command.addAll(List.of("-p", Integer.toString(port())));
    command.addAll(List.of(arguments));
    return command;
  }

  /** {@code ssh} with options before and a command behind {@code root@127.0.0.1}. */
  Result ssh(String... arguments) throws Exception {
    return run(null, sshCommand(arguments));
  }

  Result run(String input, List<String> command) throws Exception {
    return run(input, command, Map.of());
  }

  Result run(String input, List<String> command, Map<String, String> variables) throws Exception {
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(variables);
    Process process = builder.start();
    try (var stdin = process.getOutputStream()) {
      if (input != null) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
    }
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + command + Files.readString(err));
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Override
  public void close() {
    server.close();
  }
}
