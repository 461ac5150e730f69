package io.sagemakerssh.it.localaws.sagemaker;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.JsonInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A valid request for a training job. */
final class TrainingJobRequest {
  private static final int MOST_INSTANCES = 20;
  private static final int LONGEST_RUN_SECONDS = 2_419_200;
  private static final int USUAL_RUN_SECONDS = 86_400;

  private final JsonInput input;

  private TrainingJobRequest(JsonInput input) {
    this.input = input;
  }

  /**
   * Checks a request by the API's rules.
   *
   * @throws AwsError {@code ValidationException} that tells all that is wrong
   */
  static TrainingJobRequest of(JsonObject json) {
    JsonInput input = new JsonInput(json);
    TrainingJobRequest request = new TrainingJobRequest(input);
    new TrainingJobRules(input, request).check();
    return request;
  }

  String name() {
    return input.text("TrainingJobName");
  }

  String roleArn() {
    return input.text("RoleArn");
  }

  int instanceCount() {
    return input.object("ResourceConfig").number("InstanceCount", 1, MOST_INSTANCES, 1);
  }

  String instanceType() {
    return input.object("ResourceConfig").optionalText("InstanceType").orElse("ml.m5.large");
  }

  Duration maxRuntime() {
    return Duration.ofSeconds(
        input
            .object("StoppingCondition")
            .number("MaxRuntimeInSeconds", 1, LONGEST_RUN_SECONDS, USUAL_RUN_SECONDS));
  }

  S3Uri output() {
    return S3Uri.parse(input.object("OutputDataConfig").text("S3OutputPath"));
  }

  Map<String, String> environment() {
    return texts("Environment");
  }

  /** As given: the values that the SageMaker SDK writes are JSON. */
  Map<String, String> hyperparameters() {
    return texts("HyperParameters");
  }

  /** The command to run instead of a program from {@code sourcedir.tar.gz}; empty if none. */
  List<String> containerCommand() {
    JsonInput algorithm = input.object("AlgorithmSpecification");
    List<String> command = new ArrayList<>(algorithm.texts("ContainerEntrypoint"));
    command.addAll(algorithm.texts("ContainerArguments"));
    return command;
  }

  List<Channel> channels() {
    List<Channel> channels = new ArrayList<>();
    for (JsonInput channel : input.objects("InputDataConfig")) {
      JsonInput source = channel.object("DataSource").object("S3DataSource");
      channels.add(
          new Channel(
              channel.text("ChannelName"),
              S3Uri.parse(source.text("S3Uri")),
              source
                  .optionalText("S3DataDistributionType")
                  .filter("ShardedByS3Key"::equals)
                  .isPresent()));
    }
    return channels;
  }

  /** The members that DescribeTrainingJob gives back as they came. */
  JsonObject described() {
    JsonObject described = input.json().deepCopy();
    described.remove("Tags");
    return described;
  }

  private Map<String, String> texts(String member) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> entry : input.object(member).json().entrySet()) {
      texts.put(entry.getKey(), input.object(member).text(entry.getKey()));
    }
    return texts;
  }
}
