package io.sagemakerssh.local.command;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.config.LaptopVariables;
import io.sagemakerssh.core.key.KeysPath;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the public key travels through. */
final class KeyOptions {
  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private Place place = new Place();

  private static final class Place {
    @Option(
        names = "--bucket",
        paramLabel = "<bucket>",
        description = "The S3 bucket for the public key, instead of sagemaker-<region>-<account>.")
    private String bucket;

    @Option(
        names = "--keys-path",
        paramLabel = "<s3-uri>",
        description = "Bucket and prefix for the public key; otherwise SSH_AUTHORIZED_KEYS_PATH.")
    private String keysPath;
  }

  /** The place, if it is not the account's default bucket. */
  Optional<KeysPath> keysPath(Environment environment) {
    if (place.bucket != null) {
      return Optional.of(KeysPath.inBucket(place.bucket));
    }
    return Optional.ofNullable(place.keysPath)
        .or(() -> environment.text(LaptopVariables.SSH_AUTHORIZED_KEYS_PATH))
        .map(KeysPath::parse);
  }
}
