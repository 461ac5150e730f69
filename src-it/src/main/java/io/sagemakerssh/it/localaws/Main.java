package io.sagemakerssh.it.localaws;

import io.sagemakerssh.it.localaws.messages.Timeouts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The local AWS as a program: runs until it is ended. */
@Command(
    name = "local-aws",
    mixinStandardHelpOptions = true,
    description = "A strict local stand-in of AWS for trying and testing, without an account.")
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "Port for plain HTTP; 0 takes any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--tls-port",
      defaultValue = "0",
      description = "Port for TLS; 0 takes any free one (default: ${DEFAULT-VALUE}).")
  private int tlsPort;

  @Option(
      names = "--directory",
      required = true,
      description = "Directory for its files: env.sh, ca.pem, objects, jobs.")
  private Path directory;

  @Option(
      names = "--ready-file",
      description = "File that is written, with the endpoint in it, once it serves.")
  private Path readyFile;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    LocalAws aws = LocalAws.start(directory.toAbsolutePath(), port, tlsPort, Timeouts.USUAL);
    Runtime.getRuntime().addShutdownHook(new Thread(aws::close, "sm-ssh-local-aws-end"));
    String exports = exports(aws);
    Files.writeString(directory.resolve("env.sh"), exports);
    PrintWriter out = spec.commandLine().getOut();
    out.println("endpoint: " + aws.endpoint());
    out.println("TLS endpoint: " + aws.tlsEndpoint());
    out.println("CA file: " + aws.caFile());
    out.print(exports);
    out.flush();
    if (readyFile != null) {
      writeWhole(readyFile.toAbsolutePath(), aws.endpoint() + "\n");
    }
    new CountDownLatch(1).await();
    return 0;
  }

  private static String exports(LocalAws aws) {
    StringBuilder exports = new StringBuilder();
    for (Map.Entry<String, String> variable : aws.environment("alice").entrySet()) {
      exports.append(export(variable.getKey(), variable.getValue()));
    }
    exports.append(export("LOCAL_AWS_TLS_ENDPOINT", aws.tlsEndpoint().toString()));
    exports.append(export("LOCAL_AWS_CA_FILE", aws.caFile().toString()));
    exports.append("unset AWS_SESSION_TOKEN AWS_PROFILE\n");
    return exports.toString();
  }

  private static String export(String name, String value) {
    return "export " + name + "='" + value.replace("'", "'\\''") + "'\n";
  }

  /** Never shows half a file to who waits for it. */
  private static void writeWhole(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(temporary, text);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
