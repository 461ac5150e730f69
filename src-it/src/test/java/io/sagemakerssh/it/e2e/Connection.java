package io.sagemakerssh.it.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running {@code connect <job> -N}, open until closed. */
final class Connection implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("forwarded port (\\d+)");

  private final Process process;
  private final Path log;

  private Connection(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Connects and waits until the tool says that it is connected. */
  static Connection open(Laptop laptop, String job, String... more) throws IOException {
    Path log = Files.createTempFile(laptop.home(), "connect", ".log");
    Program program =
        laptop.program(
            "sh",
            "-c",
            "exec \"$0\" \"$@\" 2> " + log,
            Repository.launcher(Laptop.TRAINING),
            "connect",
            job,
            "-N",
            "--local-port",
            "0");
    List<String> command = new ArrayList<>(program.command());
    command.addAll(List.of(more));
    Connection connection =
        new Connection(
            new Program(program.directory(), program.environment(), command).start(), log);
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> connection.log().contains("Connected") || !connection.process.isAlive());
    if (!connection.process.isAlive()) {
      throw new AssertionError("connect ended early:\n" + connection.log());
    }
    return connection;
  }

  /** What it has said so far. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port of this machine that leads to the container's SSH port. */
  String port() {
    Matcher connected = PORT.matcher(log());
    if (!connected.find()) {
      throw new AssertionError("connect named no port:\n" + log());
    }
    return connected.group(1);
  }

  /** Ends its ssh, as a user does who leaves the shell. */
  void endSsh() {
    process.descendants().forEach(ProcessHandle::destroy);
  }

  boolean isOpen() {
    return process.isAlive();
  }

  @Override
  public void close() {
    endSsh();
    process.destroy();
  }
}
