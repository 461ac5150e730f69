package io.sagemakerssh.local.inject;

import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.local.s3.S3Location;
import io.sagemakerssh.local.s3.S3Objects;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Puts the library into an archive in S3. */
public final class S3Injection {
  private final Injection injection;
  private final S3Objects objects;

  public S3Injection(Injection injection, S3Objects objects) {
    this.injection = injection;
    this.objects = objects;
  }

  /**
   * Fetches the archive and uploads it with the library.
   *
   * @param output where to; may be the archive's own place, if nobody else changes it meanwhile
   * @return what has changed, or would
   */
  public Change into(S3Location archive, S3Location output) {
    try (Scratch scratch = Scratch.make()) {
      Path fetched = scratch.file("fetched.tar.gz");
      GetObjectResponse object = objects.fetch(archive, fetched);
      try (SourceArchive sources = SourceArchive.open(fetched, archive.toString())) {
        Change change =
            injection.permitted(sources.change(injection.library()), archive.toString());
        boolean elsewhere = !archive.equals(output);
        if (!injection.dryRun() && (elsewhere || !change.isEmpty())) {
          Path file = scratch.file("injected.tar.gz");
          write(sources, file);
          if (elsewhere) {
            objects.put(file, output);
          } else {
            objects.replace(file, output, object);
          }
        }
        return change;
      }
    }
  }

  private void write(SourceArchive sources, Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      sources.write(injection.library(), out);
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot pack the sources", file, failure);
    }
  }
}
