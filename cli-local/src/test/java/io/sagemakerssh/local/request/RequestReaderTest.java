package io.sagemakerssh.local.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;

class RequestReaderTest {
  private static final String WHOLE =
      """
      {
        "TrainingJobName": "job",
        "HyperParameters": {"epochs": "30", "name": "ü \\"x\\""},
        "AlgorithmSpecification": {
          "TrainingImage": "image",
          "TrainingInputMode": "File",
          "ContainerEntrypoint": ["python3", "-m", "train"],
          "MetricDefinitions": [{"Name": "loss", "Regex": "loss=(.*)"}]
        },
        "RoleArn": "arn:aws:iam::123456789012:role/Role",
        "InputDataConfig": [
          {
            "ChannelName": "training",
            "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://bucket/data/"}}
          }
        ],
        "OutputDataConfig": {"S3OutputPath": "s3://bucket/out/"},
        "ResourceConfig": {"InstanceType": "ml.p5.48xlarge", "InstanceCount": 2, "VolumeSizeInGB": 100},
        "EnableNetworkIsolation": false,
        "StoppingCondition": {"MaxRuntimeInSeconds": 86400}
      }
      """;

  private static CreateTrainingJobRequest read(String json) {
    return RequestReader.read(new RequestSource("request.json", json));
  }

  @Test
  void readsEveryKindOfField() {
    CreateTrainingJobRequest request = read(WHOLE);

    assertThat(request.trainingJobName()).isEqualTo("job");
    assertThat(request.hyperParameters()).containsEntry("name", "ü \"x\"");
    assertThat(request.algorithmSpecification().trainingInputMode())
        .isEqualTo(TrainingInputMode.FILE);
    assertThat(request.algorithmSpecification().containerEntrypoint())
        .containsExactly("python3", "-m", "train");
    assertThat(request.algorithmSpecification().metricDefinitions().get(0).name())
        .isEqualTo("loss");
    assertThat(request.inputDataConfig().get(0).dataSource().s3DataSource().s3Uri())
        .isEqualTo("s3://bucket/data/");
    assertThat(request.resourceConfig().instanceCount()).isEqualTo(2);
    assertThat(request.enableNetworkIsolation()).isFalse();
  }

  @Test
  void whatIsWrittenReadsTheSame() {
    CreateTrainingJobRequest request = read(WHOLE);

    assertThat(read(String.join("\n", RequestWriter.lines(request)))).isEqualTo(request);
  }

  @Test
  void keepsAnArrayThatIsEmpty() {
    CreateTrainingJobRequest request = read("{\"InputDataConfig\": []}");

    assertThat(request.hasInputDataConfig()).isTrue();
    assertThat(String.join("", RequestWriter.lines(request))).contains("\"InputDataConfig\": []");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'"TrainingJobNam": "x"'}                                   | line 1, column 2: CreateTrainingJob has no field TrainingJobNam | Did you mean TrainingJobName?
          {"ResourceConfig": {"Instancecount": 2}}                    | line 1, column 21: CreateTrainingJob has no field ResourceConfig.Instancecount | Did you mean InstanceCount?
          {"RoleArn": 7}                                              | line 1, column 2: RoleArn must be a string, and is a number | double quotes
          {"HyperParameters": {"epochs": 30}}                         | line 1, column 22: HyperParameters.epochs must be a string, and is a number | double quotes
          {"ResourceConfig": {"InstanceCount": "2"}}                  | line 1, column 21: ResourceConfig.InstanceCount must be a number, and is a string | leave it out
          {"ResourceConfig": {"InstanceCount": 2.5}}                  | line 1, column 21: ResourceConfig.InstanceCount must be a whole number | fraction
          {"EnableNetworkIsolation": "no"}                            | EnableNetworkIsolation must be true or false, and is a string | Change it
          {"RoleArn": null}                                           | RoleArn must be a string, and is null | leave it out
          {"InputDataConfig": [{"ChannelNam": "x"}]}                  | CreateTrainingJob has no field InputDataConfig[0].ChannelNam | ChannelName
          {"RoleArn": "a", "RoleArn": "b"}                            | line 1, column 18: RoleArn is there twice | Remove one
          {"RoleArn": "a"} x                                          | line 1, column 18: it is no JSON | comma
          []                                                          | line 1, column 1: the request must be an object | brace
          {"RoleArn": "a",}                                           | it is no JSON | comma
          {"RoleArn" "a"}                                             | line 1, column | comma
          {"RoleArn": "a"                                             | it is no JSON: it ends too early | brace
          """)
  void namesThePlaceAndTheMend(String json, String why, String advice) {
    String text = json.replace("'", "");
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.REQUEST_REFUSED);
              assertThat(error.what()).contains("request.json");
              assertThat(error.why()).contains(why);
              assertThat(error.advice()).contains(advice);
            });
  }

  @Test
  void countsLines() {
    String json = WHOLE.replace("\"TrainingImage\"", "\"TrainingImages\"");

    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            UserError.class,
            error ->
                assertThat(error.why())
                    .startsWith(
                        "line 5, column 5: CreateTrainingJob has no field"
                            + " AlgorithmSpecification.TrainingImages"));
  }

  @Test
  void listsTheFieldsWhereNoneIsNear() {
    assertThatThrownBy(() -> read("{\"ResourceConfig\": {\"Zebra\": 1}}"))
        .isInstanceOfSatisfying(
            UserError.class,
            error ->
                assertThat(error.advice()).contains("InstanceCount, ").contains("VolumeSizeInGB"));
  }
}
