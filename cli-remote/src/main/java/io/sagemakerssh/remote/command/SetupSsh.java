package io.sagemakerssh.remote.command;

import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.remote.Main;
import io.sagemakerssh.remote.daemon.DaemonProcess;
import io.sagemakerssh.remote.setup.Configuration;
import io.sagemakerssh.remote.setup.ContainerSetup;
import io.sagemakerssh.remote.setup.ContainerSetup.Joined;
import io.sagemakerssh.remote.setup.Participation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sm-setup-ssh}. */
@Command(
    name = "sm-setup-ssh",
    description = {
      "Sets up SSH in this container and waits until you have connected and stopped the wait.",
      "Does nothing unless START_SSH is 'true'; steered by the environment."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SetupSsh implements Callable<Integer> {
  static final String NAME = "sm-setup-ssh";

  /**
   * What {@code begin} tells its launcher, and nobody else: it is to wait, by daemon's log or
   * without.
   */
  private static final int FIRST = 100;

  private static final int JOINED = 101;
  private static final String LAUNCHERS = "sm.ssh.launchers";
  private static final Path SYSTEM_PROGRAMS = Path.of("/usr/local/bin");
  private static final int LONGEST_WAIT_SECONDS = 5 * 24 * 60 * 60;

  private final Container container;

  SetupSsh(Container container) {
    this.container = container;
  }

  @Command(
      name = "configure",
      description = "Does what can be done when the image is built; no network is needed.",
      mixinStandardHelpOptions = true)
  int configure() {
    boolean before = configuration().apply();
    container
        .out()
        .println(
            NAME
                + ": "
                + (before ? "Already configured in " : "Configured in ")
                + container.layout().home());
    return ExitCode.OK.status();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Joined> joined = setUp();
    return joined.isEmpty() ? ExitCode.OK.status() : await(joined.get());
  }

  @Command(
      name = "begin",
      hidden = true,
      description = "Sets up and does not wait: its launcher lets the daemon do that.")
  int begin() throws InterruptedException {
    return setUp().map(joined -> joined.first() ? FIRST : JOINED).orElse(ExitCode.OK.status());
  }

  @Command(
      name = "wait",
      hidden = true,
      description = "Waits after 'begin', where no daemon does it.")
  int await(@Parameters(paramLabel = "(first | joined)") String turn)
      throws IOException, InterruptedException {
    return await(
        new Joined(
            turn.equals("first"), ContainerSetup.deadline(container.layout(), Clock.systemUTC())));
  }

  private int await(Joined joined) throws IOException, InterruptedException {
    return new SetupWait(LogPrefix.on(container), ProcessHandle.current()).until(joined);
  }

  /** Empty where no SSH is wanted. */
  private Optional<Joined> setUp() throws InterruptedException {
    Container prefixed = LogPrefix.on(container);
    Participation participation = Participation.of(container.environment());
    prefixed.out().println(NAME + ": " + participation.sentence());
    if (!participation.startsSsh()) {
      return Optional.empty();
    }
    checkSessionSettings();
    Joined joined = setup(prefixed).run(waitTime());
    if (!joined.first()) {
      prefixed
          .out()
          .println(NAME + ": Another process of this job has set up SSH; joining its wait.");
    }
    return Optional.of(joined);
  }

  /** The agent reads them too; what is unusable is refused before anything is registered. */
  @SuppressWarnings("ReturnValueIgnored") // Only whether they can be read matters here.
  private void checkSessionSettings() {
    ChannelSettings.of(container.environment());
  }

  private ContainerSetup setup(Container prefixed) {
    return new ContainerSetup(
        container.layout(),
        () -> {
          configuration().apply();
          new SaveEnv(prefixed).call();
        },
        new DaemonProcess(
            container.layout(),
            container.user().home(),
            Stream.concat(Stream.of(Main.class.getName()), Programs.DAEMON.stream()).toList()),
        Clock.systemUTC());
  }

  private Configuration configuration() {
    Optional<Path> launchers = Optional.ofNullable(System.getProperty(LAUNCHERS)).map(Path::of);
    return new Configuration(container.layout(), launchers, SYSTEM_PROGRAMS);
  }

  private Duration waitTime() {
    return Duration.ofSeconds(
        container
            .environment()
            .number(
                ContainerVariables.SSH_WAIT_TIME_SECONDS,
                ContainerVariables.DEFAULT_WAIT_TIME_SECONDS,
                0,
                LONGEST_WAIT_SECONDS));
  }
}
