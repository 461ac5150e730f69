package io.sagemakerssh.local.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.inject.Change;
import io.sagemakerssh.local.inject.Injection;
import io.sagemakerssh.local.inject.S3Injection;
import io.sagemakerssh.local.inject.SourceDirectory;
import io.sagemakerssh.local.library.Library;
import io.sagemakerssh.local.library.LibraryDirectory;
import io.sagemakerssh.local.s3.S3Location;
import io.sagemakerssh.local.s3.S3Objects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code inject}. */
@Command(
    name = "inject",
    description = {
      "Put the library sagemaker_ssh_helper/ into a job's sources, or refresh it there: a source directory, a"
          + " sourcedir.tar.gz, or one in S3.",
      "Everything else there stays as it is, byte for byte; where the library is up to date, nothing is written."
    },
    footer = {
      "",
      "Examples:",
      "  sm-local-ssh-training inject my_source_dir/",
      "  sm-local-ssh-training inject s3://my-bucket/my-job/source/sourcedir.tar.gz --dry-run"
    })
final class InjectCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AwsOptions aws;
  @Spec private CommandSpec spec;

  @Option(names = "--dry-run", description = "Say what would change, and change nothing.")
  private boolean dryRun;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "<archive>",
      description =
          "Write the archive there and leave the given one alone; a file, or for an archive in S3 another s3:// URI.")
  private String output;

  @Option(
      names = "--replace",
      description =
          "Remove what else lies in sagemaker_ssh_helper/, such as the Python helper's own files.")
  private boolean replace;

  @Parameters(
      index = "0",
      paramLabel = "<sources>",
      description = "The source directory, the sourcedir.tar.gz, or its s3:// URI.")
  private String sources;

  InjectCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Library library = Library.in(new LibraryDirectory(surroundings.program()).path());
    Change change = change(new Injection(library, dryRun, replace));
    Output.lines(surroundings.out(), report(change, library));
    return 0;
  }

  private Change change(Injection injection) {
    if (S3Location.isMeant(sources)) {
      S3Location archive = S3Location.parse(sources);
      S3Location to = output == null ? archive : S3Location.parse(output);
      try (AwsClients clients = aws.clients(surroundings.environment())) {
        return new S3Injection(injection, new S3Objects(clients::s3)).into(archive, to);
      }
    }
    Path path = Path.of(sources);
    if (Files.isDirectory(path)) {
      if (output != null) {
        throw new ParameterException(
            spec.commandLine(), "--output is for archives, and " + sources + " is a directory");
      }
      return injection.into(new SourceDirectory(path), sources);
    }
    if (!Files.isRegularFile(path)) {
      throw new UserError(
          ExitCode.SOURCES_REFUSED,
          "Cannot use the sources " + sources,
          Files.exists(path) ? "it is no regular file" : "there is no such file or directory",
          "Name a source directory, a sourcedir.tar.gz or its s3:// URI.");
    }
    return injection.into(path, output == null ? path : Path.of(output));
  }

  private List<String> report(Change change, Library library) {
    List<String> lines = new ArrayList<>();
    if (dryRun) {
      change.added().forEach(path -> lines.add("+ " + path));
      change.replaced().forEach(path -> lines.add("~ " + path));
      change.removed().forEach(path -> lines.add("- " + path));
    }
    String where = Library.NAME + "/ in " + sources;
    if (change.isEmpty()) {
      lines.add("Up to date, nothing changed: " + where);
    } else {
      String verb = change.replaced().isEmpty() && change.removed().isEmpty() ? "add" : "refresh";
      String done = dryRun ? "Would " + verb : verb.equals("add") ? "Added" : "Refreshed";
      lines.add(
          String.format(
              Locale.ROOT,
              "%s %s (%d of %d files, %.1f MB)",
              done,
              where,
              change.added().size() + change.replaced().size(),
              library.files().size(),
              change.bytes() / 1e6));
    }
    if (output != null && !dryRun) {
      lines.add("Wrote " + output);
    }
    return lines;
  }
}
