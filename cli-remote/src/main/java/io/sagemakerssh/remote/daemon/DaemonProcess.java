package io.sagemakerssh.remote.daemon;

import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.PrivateFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts the daemon as a process that outlives the one that starts it. */
public final class DaemonProcess {
  /** By which the launcher names the jar where there is an archive of its classes; see sm-java. */
  private static final String LIBRARY_DESCRIPTOR = "/proc/self/fd/9";

  /**
   * The daemon idles for days beside a training: a heap that begins small, is given back without
   * gaps between what is left, and grows only under load. Only what runs often is compiled; what
   * the compilers used is given back, too, where this JVM can do that. Archives of classes, Java's
   * own too, are mapped where they were made for: see sm-java.
   */
  private static final List<String> SMALL =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms8m",
          "-Xmx256m",
          "-XX:MinHeapFreeRatio=60",
          "-XX:MaxHeapFreeRatio=80",
          "-XX:-ShrinkHeapInSteps",
          "-XX:MarkSweepAlwaysCompactCount=1",
          "-XX:Tier3InvocationThreshold=2000",
          "-XX:Tier3MinInvocationThreshold=1000",
          "-XX:Tier3CompileThreshold=20000",
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:ArchiveRelocationMode=0",
          "-XX:TrimNativeHeapInterval=30000",
          "-Djdk.httpclient.websocket.writeBufferSize=131072");

  private final ContainerLayout layout;
  private final Path home;
  private final List<String> program;

  /**
   * @param home the user's home, which becomes the working directory: file transfers start there
   * @param program the main class and arguments of the daemon
   */
  public DaemonProcess(ContainerLayout layout, Path home, List<String> program) {
    this.layout = layout;
    this.home = home;
    this.program = List.copyOf(program);
  }

  /**
   * Starts the daemon, detached from this process's session and terminal. Its output goes to the
   * daemon's log, which begins anew.
   *
   * @throws UserError if the process cannot be started
   */
  public Process start() {
    Path log = layout.daemonLog();
    PrivateFiles.directory(log.getParent());
    PrivateFiles.directory(layout.nativeLibraries());
    PrivateFiles.write(log, "");
    ProcessBuilder builder = new ProcessBuilder(command());
    builder
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // A relative path would mean another place in the daemon's working directory.
    builder
        .environment()
        .computeIfPresent(ContainerVariables.SM_SSH_HOME, (name, old) -> layout.home().toString());
    if (Files.isDirectory(home)) {
      builder.directory(home.toFile());
    }
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UserError(
          ExitCode.SETUP_FAILED,
          "The SSH daemon cannot be started",
          String.valueOf(e.getMessage()),
          "Check the container's limits on processes and memory.",
          e);
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    if (classPath().startsWith(LIBRARY_DESCRIPTOR)) {
      command.addAll(List.of("/bin/sh", "-c", "exec 9< \"$0\" && exec \"$@\"", library()));
    }
    detaching().ifPresent(command::add);
    command.add(java());
    command.addAll(SMALL);
    command.addAll(List.of("-Xshare:auto", "-Xlog:disable"));
    archive().ifPresent(archive -> command.add("-XX:SharedArchiveFile=" + archive));
    command.add("-Djna.tmpdir=" + layout.nativeLibraries());
    command.add("-Dpty4j.tmpdir=" + layout.nativeLibraries());
    command.addAll(List.of("-cp", classPath()));
    command.addAll(program);
    return command;
  }

  /** A session of its own keeps Ctrl-C and the job's process group away from the daemon. */
  private static Optional<String> detaching() {
    return Stream.of("/usr/bin/setsid", "/bin/setsid", "/usr/bin/nohup", "/bin/nohup")
        .filter(program -> Files.isExecutable(Path.of(program)))
        .findFirst();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  /** The directory that this process has open as descriptor 9, which no child inherits. */
  private static String library() {
    try {
      return Path.of(LIBRARY_DESCRIPTOR).toRealPath().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> archive() {
    String jar = classPath();
    if (!jar.endsWith(".jar") || jar.contains(File.pathSeparator)) {
      return Optional.empty();
    }
    return Optional.of(Path.of(jar.substring(0, jar.length() - 4) + ".jsa")).filter(Files::exists);
  }
}
