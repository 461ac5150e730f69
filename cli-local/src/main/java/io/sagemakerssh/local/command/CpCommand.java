package io.sagemakerssh.local.command;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.core.key.KeysPath;
import io.sagemakerssh.local.aws.CallerIdentity;
import io.sagemakerssh.local.connect.Steps;
import io.sagemakerssh.local.copy.Carrier;
import io.sagemakerssh.local.copy.CopyLocks;
import io.sagemakerssh.local.copy.CopyResult;
import io.sagemakerssh.local.copy.FileTree;
import io.sagemakerssh.local.copy.LocalTree;
import io.sagemakerssh.local.copy.Operand;
import io.sagemakerssh.local.copy.PreferredCarrier;
import io.sagemakerssh.local.copy.Progress;
import io.sagemakerssh.local.copy.RemoteTree;
import io.sagemakerssh.local.copy.S3Carrier;
import io.sagemakerssh.local.copy.S3PieceStore;
import io.sagemakerssh.local.copy.SftpProcess;
import io.sagemakerssh.local.copy.StreamCarrier;
import io.sagemakerssh.local.copy.TreeCopy;
import io.sagemakerssh.local.exit.ExitAction;
import io.sagemakerssh.local.ssh.Container;
import io.sagemakerssh.local.ssh.SshCommands;
import io.sagemakerssh.local.tunnel.LocalListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cp}. */
@Command(
    name = "cp",
    description = {
      "Copy files and directories to a job's container or from it, with permissions and times. A file of the"
          + " container is <job>:<path>; relative paths begin at its user's home directory.",
      "A file's name appears once all of it is there. Run the same command again to go on with a copy that broke."
    },
    footer = {
      "",
      "Examples:",
      "  sm-local-ssh-training cp train.py my-job:/opt/ml/code/",
      "  sm-local-ssh-training cp -r my-job:/opt/ml/checkpoints .",
      "  sm-local-ssh-training cp --node algo-2 my-job:core.1234 ./a:b"
    })
final class CpCommand implements Callable<Integer> {
  private static final int TICK_MILLIS = 200;

  private static final String INTERRUPTED =
      "note: interrupted; run the same command again, and it goes on from what has arrived";

  /** From ssh, which has heard of Ctrl-C and ended, to this program. */
  private static final Duration CTRL_C_SPREADS = Duration.ofMillis(300);

  /** Below this, what S3 saves is less than what it takes to begin. */
  private static final long WORTH_S3 = 64L << 20;

  /** Ways for large files; their names are what the user writes. */
  enum Via {
    auto,
    ssh,
    s3
  }

  private final Surroundings surroundings;

  @Mixin private AwsOptions aws;
  @Mixin private SearchOptions search;
  @Mixin private KeyOptions keys;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-r", "-R", "--recursive"},
      description = "Copy directories and all that is in them; links stay links.")
  private boolean recursive;

  @Parameters(
      arity = "2..*",
      paramLabel = "<file>",
      description =
          "What to copy, and last where to: a directory, or the new name of a single one. Either all sources or the"
              + " destination must be of one container.")
  private List<String> files;

  CpCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Option(
      names = "--via",
      paramLabel = "<way>",
      defaultValue = "auto",
      description =
          "How files of 1 MiB and more travel: ssh, s3, or auto, which takes S3 from 64 MiB on where that works;"
              + " ${DEFAULT-VALUE} unless told.")
  private Via via;

  /** What it asks for in scp is done in any case. */
  @Option(names = "-p", hidden = true, description = "Keep permissions and times.")
  void preserve(boolean asked) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (files.size() < 2) {
      throw new ParameterException(spec.commandLine(), "What to copy, and where to?");
    }
    List<Operand> sources = files.stream().limit(files.size() - 1L).map(Operand::parse).toList();
    Operand to = Operand.parse(files.get(files.size() - 1));
    String job = container(sources, to);
    Steps steps = new Steps(surroundings.err(), surroundings.terminal(), surroundings.terminal());
    try (Trip trip = new Trip(surroundings, job, ResourceKind.TRAINING, aws, search, keys, steps);
        LocalListener listener = LocalListener.bind(0)) {
      SshCommands commands = trip.commands(listener, surroundings.err());
      try (SftpProcess sftp = SftpProcess.start(commands);
          CopyLocks locks = new CopyLocks(trip.home().copyLocks())) {
        Container container = commands.container();
        FileTree here =
            new LocalTree(Path.of("").toAbsolutePath(), container.key().publicKey().fingerprint());
        FileTree there = new RemoteTree(job, container.instance().value(), sftp.client(), commands);
        boolean up = to.job().isPresent();
        FileTree source = up ? here : there;
        FileTree destination = up ? there : here;
        Carrier ssh = new StreamCarrier(source, destination);
        CopyResult result;
        try (S3Carrier s3 = new S3Carrier(here, up, () -> pieces(trip), commands)) {
          Progress progress = new Progress(System::nanoTime);
          Carrier carrier =
              switch (via) {
                case ssh -> ssh;
                case s3 -> s3;
                case auto -> new PreferredCarrier(s3, ssh, WORTH_S3, steps::note);
              };
          TreeCopy copy = new TreeCopy(source, destination, carrier, locks, progress, steps::note);
          result = run(copy, progress, sources, to, steps);
        }
        if (output.isJson()) {
          Output.lines(surroundings.out(), List.of(result.json().toString()));
        }
        return 0;
      } catch (UserError failed) {
        throw listener.failure().orElse(failed);
      }
    }
  }

  private S3PieceStore pieces(Trip trip) {
    return new S3PieceStore(
        trip.aws(),
        keys.keysPath(surroundings.environment())
            .orElseGet(
                () ->
                    KeysPath.ofAccount(
                        trip.aws().region().id(), CallerIdentity.of(trip.aws()).account())));
  }

  private CopyResult run(
      TreeCopy copy, Progress progress, List<Operand> from, Operand to, Steps steps)
      throws InterruptedException {
    ScheduledExecutorService ticker = BackgroundThreads.timer();
    ExitAction interrupted = ExitAction.of("sm-ssh-copy-ends", () -> steps.note(INTERRUPTED));
    try {
      ScheduledFuture<?> ticks =
          ticker.scheduleAtFixedRate(
              () -> steps.progress(progress.line()),
              TICK_MILLIS,
              TICK_MILLIS,
              TimeUnit.MILLISECONDS);
      CopyResult result = copy.run(from.stream().map(Operand::path).toList(), to.path(), recursive);
      ticks.cancel(false);
      steps.step(progress.summary(result.files()));
      return result;
    } catch (UserError failed) {
      interrupted.giveWay(CTRL_C_SPREADS);
      throw failed;
    } finally {
      interrupted.close();
      ticker.shutdownNow();
    }
  }

  /** The one container that takes part. */
  private String container(List<Operand> sources, Operand to) {
    List<Optional<String>> jobs = sources.stream().map(Operand::job).distinct().toList();
    if (jobs.size() > 1) {
      throw new ParameterException(
          spec.commandLine(), "All sources must be files of this machine, or of one container");
    }
    if (jobs.get(0).isPresent() == to.job().isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          to.job().isPresent()
              ? "Not from one container to another: copy to this machine first"
              : "Neither the sources nor the destination are of a container: write <job>:<path>");
    }
    return to.job().or(() -> jobs.get(0)).orElseThrow();
  }
}
