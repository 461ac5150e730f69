package io.sagemakerssh.local.submit;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.submit.ScriptMode;
import io.sagemakerssh.core.submit.TrainingJobs;
import io.sagemakerssh.local.inject.Scratch;
import io.sagemakerssh.local.inject.SourceArchive;
import io.sagemakerssh.local.library.Library;
import io.sagemakerssh.local.library.Sha256;
import io.sagemakerssh.local.s3.S3Location;
import io.sagemakerssh.local.s3.S3Objects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

/** The sources of a job in script mode, fetched; open until closed. */
final class ScriptSources implements AutoCloseable {
  private static final Pattern PYTHON_STARTS_SSH =
      Pattern.compile("(?m)^\\s*(?:import|from)\\s+sagemaker_ssh_helper\\b");
  private static final Pattern SHELL_STARTS_SSH =
      Pattern.compile("(?m)^[^#\\n]*\\bsm-setup-ssh\\b");
  private static final String FILE = "sourcedir.tar.gz";

  private final ScriptMode script;
  private final S3Location place;
  private final Path fetched;
  private final SourceArchive archive;

  private ScriptSources(ScriptMode script, S3Location place, Path fetched, SourceArchive archive) {
    this.script = script;
    this.place = place;
    this.fetched = fetched;
    this.archive = archive;
  }

  /**
   * Fetches them.
   *
   * @throws UserError if they cannot be had or are no archive
   */
  static ScriptSources fetch(ScriptMode script, S3Objects objects, Scratch scratch) {
    S3Location place = S3Location.parse(script.submitDirectory());
    Path file = scratch.file("fetched.tar.gz");
    objects.fetch(place, file);
    return new ScriptSources(script, place, file, SourceArchive.open(file, place.toString()));
  }

  /**
   * Puts the library into them, and an entry point of ours if the user's program does not start SSH
   * itself.
   *
   * @param uploads where to, unless beside the given ones
   * @throws UserError if the program is not in them
   */
  Preparation prepare(
      CreateTrainingJobRequest request, Library library, Optional<S3Location> uploads)
      throws IOException {
    String program = archive.text(script.program()).orElseThrow(this::programMissing);
    boolean startsItself = startsSsh(program) || script.program().equals(script.entryPoint());
    Library all =
        startsSsh(program) ? library : library.with(EntryPointFiles.named(script.entryPoint()));
    CreateTrainingJobRequest after = startsItself ? request : TrainingJobs.withEntryPoint(request);
    List<Upload> needed = List.of();
    if (!archive.change(all).isEmpty()) {
      S3Location to = uploads.orElse(place.parent()).below(directory(all)).below(FILE);
      needed = List.of(new Upload(to, out -> archive.write(all, out)));
      after = TrainingJobs.withSources(after, to.toString());
    }
    Way way = startsItself ? Way.SOURCES : Way.ENTRY_POINT;
    return new Preparation(way, words(way), request, after, needed);
  }

  @Override
  public void close() {
    archive.close();
  }

  private boolean startsSsh(String program) {
    return (script.isPython() ? PYTHON_STARTS_SSH : SHELL_STARTS_SSH).matcher(program).find();
  }

  /** One for each content, so that none is ever overwritten and none uploaded twice. */
  private String directory(Library all) throws IOException {
    return ContentName.of(all.digest(), Sha256.of(out -> Files.copy(fetched, out)));
  }

  private String words(Way way) {
    return way == Way.SOURCES
        ? "script mode; " + script.program() + " starts SSH itself"
        : "script mode; "
            + script.entryPoint()
            + " starts SSH and then runs "
            + script.program()
            + " as it is";
  }

  private UserError programMissing() {
    return new UserError(
        ExitCode.SOURCES_REFUSED,
        "Cannot use the sources " + place,
        "sagemaker_program is " + script.program() + ", and there is no such file in them",
        "Name a program by its path in the archive: tar -tzf " + FILE);
  }
}
