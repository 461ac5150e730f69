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
import java.util.Optional;
import java.util.regex.Pattern;

/** A valid request for a training job. */
final class TrainingJobRequest {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}");
  private static final Pattern ROLE =
      Pattern.compile("arn:aws[a-z\\-]*:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+");
  private static final Pattern OUTPUT = Pattern.compile("(https|s3)://([^/]+)/?(.*)");
  private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final int MOST_ENTRIES = 100;
  private static final int LONGEST_VARIABLE = 512;
  private static final int LONGEST_HYPERPARAMETER = 2500;
  private static final int LONGEST_HYPERPARAMETER_NAME = 256;
  private static final int MOST_INSTANCES = 20;
  private static final int MOST_CHANNELS = 20;
  private static final int MOST_WORDS = 100;
  private static final int LONGEST_WORD = 256;
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
    Violations violations = new Violations();
    for (String member :
        List.of(
            "TrainingJobName",
            "AlgorithmSpecification",
            "RoleArn",
            "OutputDataConfig",
            "ResourceConfig",
            "StoppingCondition")) {
      violations.require(lower(member), input.has(member));
    }
    requireInner(violations, input, "AlgorithmSpecification", "TrainingInputMode");
    requireInner(violations, input, "OutputDataConfig", "S3OutputPath");
    requireInner(violations, input, "ResourceConfig", "VolumeSizeInGB");
    violations.match("trainingJobName", input.optionalText("TrainingJobName"), NAME, 63);
    violations.match("roleArn", input.optionalText("RoleArn"), ROLE, 2048);
    violations.match(
        "outputDataConfig.s3OutputPath",
        input.object("OutputDataConfig").optionalText("S3OutputPath"),
        OUTPUT,
        1024);
    TrainingJobRequest request = new TrainingJobRequest(input);
    checkEnvironment(violations, request.environment());
    checkHyperparameters(violations, request.hyperparameters());
    checkCommand(violations, input.object("AlgorithmSpecification"));
    checkChannels(violations, input.objects("InputDataConfig"));
    violations.throwIfAny();
    request.checkWhatIsServed();
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

  /** Reads all that the run will read, so that what it cannot serve is refused at once. */
  private void checkWhatIsServed() {
    instanceCount();
    maxRuntime();
    for (JsonInput channel : input.objects("InputDataConfig")) {
      Optional<String> type =
          channel.object("DataSource").object("S3DataSource").optionalText("S3DataType");
      if (!type.orElse("").equals("S3Prefix")) {
        throw AwsError.validation("This stand-in serves only channels of the S3DataType S3Prefix.");
      }
      if (!channel.text("ChannelName").matches("[A-Za-z0-9.\\-_]{1,64}")
          || channel.text("ChannelName").matches("\\.+")) {
        throw AwsError.validation("Invalid ChannelName: " + channel.text("ChannelName"));
      }
    }
    try {
      output();
      channels();
    } catch (JobFailure notS3) {
      throw AwsError.validation(notS3.getMessage());
    }
  }

  private static void requireInner(
      Violations violations, JsonInput input, String outer, String inner) {
    if (input.has(outer)) {
      violations.require(lower(outer) + "." + lower(inner), input.object(outer).has(inner));
    }
  }

  private static void checkEnvironment(Violations violations, Map<String, String> variables) {
    checkCount(violations, "environment", variables);
    variables.forEach(
        (name, value) -> {
          violations.match("environment.key", Optional.of(name), VARIABLE, LONGEST_VARIABLE);
          violations.shorterThan("environment." + name, value, LONGEST_VARIABLE);
        });
  }

  private static void checkHyperparameters(Violations violations, Map<String, String> values) {
    checkCount(violations, "hyperParameters", values);
    values.forEach(
        (name, value) -> {
          violations.shorterThan("hyperParameters.key", name, LONGEST_HYPERPARAMETER_NAME);
          violations.shorterThan("hyperParameters." + name, value, LONGEST_HYPERPARAMETER);
        });
  }

  private static void checkCommand(Violations violations, JsonInput algorithm) {
    for (String member : List.of("ContainerEntrypoint", "ContainerArguments")) {
      List<String> words = algorithm.texts(member);
      String path = "algorithmSpecification." + lower(member);
      checkLength(violations, path, words.size(), MOST_WORDS);
      words.forEach(word -> violations.shorterThan(path, word, LONGEST_WORD));
    }
  }

  private static void checkChannels(Violations violations, List<JsonInput> channels) {
    checkLength(violations, "inputDataConfig", channels.size(), MOST_CHANNELS);
    long names = channels.stream().map(c -> c.text("ChannelName")).distinct().count();
    if (names < channels.size()) {
      violations.add("(the channels)", "inputDataConfig", "Channel names must be unique");
    }
  }

  private static void checkCount(
      Violations violations, String member, Map<String, String> entries) {
    checkLength(violations, member, entries.size(), MOST_ENTRIES);
  }

  private static void checkLength(Violations violations, String member, int count, int most) {
    if (count > most) {
      violations.add(
          "(" + count + " entries)",
          member,
          "Member must have length less than or equal to " + most);
    }
  }

  private Map<String, String> texts(String member) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> entry : input.object(member).json().entrySet()) {
      texts.put(entry.getKey(), input.object(member).text(entry.getKey()));
    }
    return texts;
  }

  private static String lower(String member) {
    return Character.toLowerCase(member.charAt(0)) + member.substring(1);
  }
}
