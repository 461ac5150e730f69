package io.sagemakerssh.core.submit;

import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

/**
 * What a job in script mode runs: a program of the user's from an archive in S3, started by the
 * training toolkit of the image.
 *
 * @param program the entry point, such as {@code train.py}, by its path in the archive
 * @param submitDirectory the archive's {@code s3://} URI
 */
public record ScriptMode(String program, String submitDirectory) {
  private static final String S3 = "s3://";

  /**
   * That of a request; empty if the image runs a program of its own, or has its sources from
   * elsewhere.
   */
  public static Optional<ScriptMode> of(CreateTrainingJobRequest request) {
    boolean ownEntryPoint =
        request.algorithmSpecification() != null
            && request.algorithmSpecification().hasContainerEntrypoint();
    if (ownEntryPoint) {
      return Optional.empty();
    }
    Optional<String> program =
        Hyperparameters.text(request.hyperParameters(), Hyperparameters.PROGRAM);
    return Hyperparameters.text(request.hyperParameters(), Hyperparameters.SUBMIT_DIRECTORY)
        .filter(uri -> uri.startsWith(S3))
        .flatMap(uri -> program.map(name -> new ScriptMode(name, uri)));
  }

  /** Whether the program is one for Python; others are for the shell. */
  public boolean isPython() {
    return program.endsWith(".py");
  }

  /**
   * The entry point that starts SSH and then runs the program; lies at the root of the archive and
   * is of the same kind, since the toolkit tells kinds by the name.
   */
  public String entryPoint() {
    return isPython() ? "sagemaker_ssh_train.py" : "sagemaker_ssh_train.sh";
  }
}
