package io.sagemakerssh.it.localaws.sagemaker;

import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.JsonInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What CreateTrainingJob asks of a request.
 *
 * @param input the request as it came
 * @param request the same, read
 */
record TrainingJobRules(JsonInput input, TrainingJobRequest request) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}");
  private static final Pattern ROLE =
      Pattern.compile("arn:aws[a-z\\-]*:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+");
  private static final Pattern OUTPUT = Pattern.compile("(https|s3)://([^/]+)/?(.*)");
  private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final int MOST_ENTRIES = 100;
  private static final int LONGEST_VARIABLE = 512;
  private static final int LONGEST_HYPERPARAMETER = 2500;
  private static final int LONGEST_HYPERPARAMETER_NAME = 256;
  private static final int MOST_CHANNELS = 20;
  private static final int MOST_WORDS = 100;
  private static final int LONGEST_WORD = 256;

  /**
   * Checks the request.
   *
   * @throws AwsError {@code ValidationException} that tells all that is wrong
   */
  void check() {
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
    requireInner(violations, "AlgorithmSpecification", "TrainingInputMode");
    requireInner(violations, "OutputDataConfig", "S3OutputPath");
    requireInner(violations, "ResourceConfig", "VolumeSizeInGB");
    violations.match("trainingJobName", input.optionalText("TrainingJobName"), NAME, 63);
    violations.match("roleArn", input.optionalText("RoleArn"), ROLE, 2048);
    violations.match(
        "outputDataConfig.s3OutputPath",
        input.object("OutputDataConfig").optionalText("S3OutputPath"),
        OUTPUT,
        1024);
    checkEnvironment(violations, request.environment());
    checkHyperparameters(violations, request.hyperparameters());
    checkCommand(violations, input.object("AlgorithmSpecification"));
    checkChannels(violations, input.objects("InputDataConfig"));
    violations.throwIfAny();
    checkWhatIsServed();
  }

  /** Reads all that the run will read, so that what it cannot serve is refused at once. */
  private void checkWhatIsServed() {
    request.instanceCount();
    request.maxRuntime();
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
      request.output();
      request.channels();
    } catch (JobFailure notS3) {
      throw AwsError.validation(notS3.getMessage());
    }
  }

  private void requireInner(Violations violations, String outer, String inner) {
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

  private static String lower(String member) {
    return Character.toLowerCase(member.charAt(0)) + member.substring(1);
  }
}
