package io.sagemakerssh.local.submit;

import io.sagemakerssh.core.submit.TrainingJobs;
import io.sagemakerssh.local.inject.TarEnd;
import io.sagemakerssh.local.library.Library;
import io.sagemakerssh.local.library.Sha256;
import io.sagemakerssh.local.s3.S3Location;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

/** The library as an input channel: one archive, and the program that unpacks and starts it. */
final class Bundle {
  private static final String START = "start";
  private static final String ARCHIVE = Library.NAME + ".tar.gz";

  private final Library library;

  Bundle(Library library) {
    this.library = library;
  }

  /**
   * Adds the channel and the command.
   *
   * @param entryPoint the image's own, where the request has none
   * @param uploads the directory to upload below
   */
  Preparation prepare(
      CreateTrainingJobRequest request, Optional<List<String>> entryPoint, S3Location uploads)
      throws IOException {
    byte[] start = EntryPointFiles.bytes(START);
    String name = ContentName.of(library.digest(), Sha256.of(out -> out.write(start)));
    S3Location directory = uploads.below(name);
    return new Preparation(
        Way.BUNDLE,
        "any image; an input channel brings the bundle, and the container's command starts SSH first",
        request,
        TrainingJobs.withBundle(request, directory.toString(), entryPoint),
        List.of(
            new Upload(directory.below(START), out -> out.write(start)),
            new Upload(directory.below(ARCHIVE), this::pack)));
  }

  private void pack(OutputStream out) throws IOException {
    try (GZIPOutputStream zipped = new GZIPOutputStream(out, 1 << 16)) {
      TarEnd.write(library.files(), zipped);
    }
  }
}
