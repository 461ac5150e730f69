package io.sagemakerssh.local.forward;

import io.sagemakerssh.local.session.ForwardedPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One forward as the user asked for it, with a local port that was free a moment ago.
 *
 * @param name a program's, or where the port leads
 * @param option ssh's option: {@code -L} or {@code -R}
 * @param forward that option's value
 * @param use what to do with it: a URL, or words
 * @param note what the user has to know, as that another port had to be taken
 */
public record SshForward(
    String name, String option, String forward, String use, Optional<String> note) {

  /**
   * Reads a preset's name, or {@code [<local port>:][<host>:]<port>}.
   *
   * @throws IllegalArgumentException if the text is neither; the message is for the user
   */
  public static SshForward parse(String text) {
    Optional<Preset> preset = Preset.named(text);
    if (preset.isPresent() && preset.get().isRemote()) {
      int port = preset.get().port();
      return new SshForward(
          text,
          "-R",
          "localhost:" + port + ":localhost:" + port,
          preset.get().use(port),
          Optional.empty());
    }
    ForwardedPort port =
        preset
            .map(program -> new ForwardedPort(program.port(), Optional.empty(), program.port()))
            .orElseGet(() -> plain(text));
    int local = isFree(port.localPort()) ? port.localPort() : anyFree();
    return new SshForward(
        preset.isPresent() ? text : port.toString(),
        "-L",
        "localhost:" + local + ":" + port.host().orElse("localhost") + ":" + port.port(),
        preset.map(program -> program.use(local)).orElse("localhost:" + local),
        port.localPort() == local || port.localPort() == 0
            ? Optional.empty()
            : Optional.of(
                "note: port "
                    + port.localPort()
                    + " of this machine is taken, "
                    + local
                    + " it is"));
  }

  /** The names of all presets. */
  public static List<String> presets() {
    return Arrays.stream(Preset.values()).map(Preset::word).toList();
  }

  /** The option and its value, for ssh's command line. */
  public List<String> options() {
    return List.of(option, forward);
  }

  /** The container's port, where it leads to this machine. */
  public OptionalInt containersPort() {
    return option.equals("-R")
        ? OptionalInt.of(Integer.parseInt(forward.split(":", -1)[1]))
        : OptionalInt.empty();
  }

  private static ForwardedPort plain(String text) {
    if (text.matches("[a-zA-Z]+")) {
      throw new IllegalArgumentException(
          "'" + text + "' is neither a port nor one of " + String.join(", ", presets()));
    }
    return ForwardedPort.parse(text);
  }

  private static boolean isFree(int port) {
    if (port == 0) {
      return false;
    }
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private static int anyFree() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException noPortAtAll) {
      throw new UncheckedIOException(noPortAtAll);
    }
  }
}
