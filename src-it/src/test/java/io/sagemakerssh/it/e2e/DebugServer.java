package io.sagemakerssh.it.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PyCharm's debug server, as pydevd sees it: lines of a command's number, a sequence number and a
 * payload, apart by tabs. The numbers are those of pydevd's {@code pydevd_comm_constants}.
 */
final class DebugServer implements AutoCloseable {
  private static final String RUN = "101";
  private static final String THREAD_SUSPENDED = "105";
  private static final String THREAD_RUN = "106";
  private static final String VERSION = "501";

  private static final Pattern THREAD = Pattern.compile("thread id=\"([^\"]+)\"");

  private final ServerSocket socket = Loopback.listen();

  DebugServer() throws IOException {}

  int port() {
    return socket.getLocalPort();
  }

  /**
   * Serves one program: takes its connection, waits until it stands at its breakpoint, lets it go
   * on to its end.
   *
   * @return where the program stood: the debugger's own words
   */
  String debug() throws IOException {
    try (Socket program = socket.accept();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(program.getInputStream(), UTF_8))) {
      tell(program, VERSION + "\t1\t0.1\tUNIX\tID");
      await(lines, VERSION);
      tell(program, RUN + "\t3\t");
      String stop = await(lines, THREAD_SUSPENDED);
      Matcher thread = THREAD.matcher(stop);
      if (!thread.find()) {
        throw new AssertionError("No thread in " + stop);
      }
      tell(program, THREAD_RUN + "\t5\t" + thread.group(1));
      lines.lines().forEach(said -> {});
      return stop;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static void tell(Socket program, String line) throws IOException {
    program.getOutputStream().write((line + "\n").getBytes(UTF_8));
  }

  private static String await(BufferedReader lines, String command) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(command + "\t")) {
        return line;
      }
    }
    throw new AssertionError("The debugger ended before it said " + command);
  }
}
