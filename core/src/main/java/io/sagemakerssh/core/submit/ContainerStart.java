package io.sagemakerssh.core.submit;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sagemaker.model.AlgorithmSpecification;
import software.amazon.awssdk.services.sagemaker.model.Channel;
import software.amazon.awssdk.services.sagemaker.model.S3DataDistribution;
import software.amazon.awssdk.services.sagemaker.model.S3DataType;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;

/**
 * How a container of any image starts SSH: an input channel with the bundle, and a command before
 * its own.
 */
final class ContainerStart {
  /** The name of the channel, and so of the directory that SageMaker puts the bundle into. */
  static final String CHANNEL = "sagemaker-ssh-helper";

  private static final List<String> START =
      List.of("/bin/sh", "/opt/ml/input/data/" + CHANNEL + "/start");

  /** What SageMaker has an image do whose job gives no arguments. */
  private static final List<String> USUAL_ARGUMENTS = List.of("train");

  private ContainerStart() {}

  static Channel channel(String bundle) {
    return Channel.builder()
        .channelName(CHANNEL)
        .inputMode(TrainingInputMode.FILE)
        .dataSource(
            source ->
                source.s3DataSource(
                    s3 ->
                        s3.s3DataType(S3DataType.S3_PREFIX)
                            .s3Uri(bundle)
                            .s3DataDistributionType(S3DataDistribution.FULLY_REPLICATED)))
        .build();
  }

  /**
   * The algorithm with our start before its command.
   *
   * @param ofImage the image's own entry point, for an algorithm that gives none; may be empty for
   *     an image without
   */
  static AlgorithmSpecification before(AlgorithmSpecification algorithm, List<String> ofImage) {
    List<String> own = algorithm.containerEntrypoint();
    if (own.size() >= START.size() && own.subList(0, START.size()).equals(START)) {
      return algorithm;
    }
    List<String> line = new ArrayList<>(START);
    line.addAll(own.isEmpty() ? ofImage : own);
    List<String> arguments = algorithm.containerArguments();
    AlgorithmSpecification.Builder started = algorithm.toBuilder().containerEntrypoint(line);
    if (own.isEmpty() && arguments.isEmpty()) {
      started.containerArguments(USUAL_ARGUMENTS);
    }
    return started.build();
  }

  static UserError unknownEntryPoint() {
    return new UserError(
        ExitCode.ENTRY_POINT_UNKNOWN,
        "Cannot start SSH before the container's own program",
        "the request has no ContainerEntrypoint, and so the image's own is not known",
        "Give --entrypoint with what this prints: docker inspect --format '{{json .Config.Entrypoint}}' <image>");
  }
}
