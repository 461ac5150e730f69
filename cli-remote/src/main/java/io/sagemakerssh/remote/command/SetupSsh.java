package io.sagemakerssh.remote.command;

import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.remote.Main;
import io.sagemakerssh.remote.daemon.DaemonLog;
import io.sagemakerssh.remote.daemon.DaemonProcess;
import io.sagemakerssh.remote.daemon.DaemonStatus;
import io.sagemakerssh.remote.setup.Configuration;
import io.sagemakerssh.remote.setup.ContainerSetup;
import io.sagemakerssh.remote.setup.ContainerSetup.Joined;
import io.sagemakerssh.remote.setup.Participation;
import io.sagemakerssh.remote.waiting.DirectoryWatch;
import io.sagemakerssh.remote.waiting.Wait;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

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
  private static final String NAME = "sm-setup-ssh";
  private static final String LAUNCHERS = "sm.ssh.launchers";
  private static final Path SYSTEM_PROGRAMS = Path.of("/usr/local/bin");
  private static final Duration REGISTRATION = Duration.ofSeconds(30);
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

  @SuppressWarnings("try") // held, not used
  @Override
  public Integer call() throws IOException, InterruptedException {
    Container prefixed = LogPrefix.on(container);
    Participation participation = Participation.of(container.environment());
    prefixed.out().println(NAME + ": " + participation.sentence());
    if (!participation.startsSsh()) {
      return ExitCode.OK.status();
    }
    checkSessionSettings();
    Joined joined = setup(prefixed).run(waitTime());
    if (!joined.first()) {
      prefixed
          .out()
          .println(NAME + ": Another process of this job has set up SSH; joining its wait.");
      return awaitEnd(prefixed, joined);
    }
    try (DaemonLog log = DaemonLog.follow(container.layout().daemonLog(), prefixed.out())) {
      return awaitEnd(prefixed, joined);
    }
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

  private int awaitEnd(Container prefixed, Joined joined) throws IOException, InterruptedException {
    Wait.Outcome outcome = ContainerWait.run(prefixed, joined.deadline());
    if (outcome == Wait.Outcome.TIME_UP) {
      awaitRegistration();
    }
    Optional<UserError> failure = status().flatMap(DaemonStatus::failure);
    if (outcome != Wait.Outcome.STOPPED && failure.isPresent()) {
      prefixed.out().println(ErrorText.of(NAME, failure.get()));
      return failure.get().exitCode().status();
    }
    return ExitCode.OK.status();
  }

  /** Who does not want to wait still is to know whether SSH can be had. */
  private void awaitRegistration() throws IOException, InterruptedException {
    try (DirectoryWatch watch = DirectoryWatch.of(container.layout().run())) {
      watch.await(() -> status().filter(DaemonStatus::isSettled).isPresent(), REGISTRATION);
    }
  }

  private Optional<DaemonStatus> status() {
    return DaemonStatus.read(container.layout().daemonStatus());
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
