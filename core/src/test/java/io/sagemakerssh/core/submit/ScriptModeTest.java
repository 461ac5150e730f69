package io.sagemakerssh.core.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

class ScriptModeTest {
  private static CreateTrainingJobRequest request(Map<String, String> hyperparameters) {
    return CreateTrainingJobRequest.builder().hyperParameters(hyperparameters).build();
  }

  @Test
  void readsValuesThatAreJsonAndValuesThatAreNot() {
    ScriptMode expected = new ScriptMode("train.py", "s3://bucket/sourcedir.tar.gz");

    assertThat(
            ScriptMode.of(
                request(
                    Map.of(
                        "sagemaker_program", "\"train.py\"",
                        "sagemaker_submit_directory", "\"s3://bucket/sourcedir.tar.gz\""))))
        .contains(expected);
    assertThat(
            ScriptMode.of(
                request(
                    Map.of(
                        "sagemaker_program", "train.py",
                        "sagemaker_submit_directory", "s3://bucket/sourcedir.tar.gz"))))
        .contains(expected);
  }

  @Test
  void isNotTheModeOfAJobWhoseSourcesAreInTheImage() {
    assertThat(
            ScriptMode.of(
                request(
                    Map.of(
                        "sagemaker_program", "train.py",
                        "sagemaker_submit_directory", "/opt/ml/code"))))
        .isEmpty();
    assertThat(ScriptMode.of(request(Map.of("epochs", "3")))).isEmpty();
  }

  @Test
  void isNotTheModeOfAJobWithAContainerEntryPoint() {
    CreateTrainingJobRequest request =
        request(Map.of("sagemaker_program", "a.py", "sagemaker_submit_directory", "s3://b/c"));

    assertThat(
            ScriptMode.of(
                request.toBuilder()
                    .algorithmSpecification(a -> a.containerEntrypoint("python3", "a.py"))
                    .build()))
        .isEmpty();
  }

  @Test
  void keepsTheKindOfProgram() {
    assertThat(new ScriptMode("a/train.py", "s3://b/c").entryPoint())
        .isEqualTo("sagemaker_ssh_train.py");
    assertThat(new ScriptMode("train.sh", "s3://b/c").entryPoint())
        .isEqualTo("sagemaker_ssh_train.sh");
    assertThat(new ScriptMode("train", "s3://b/c").entryPoint())
        .isEqualTo("sagemaker_ssh_train.sh");
  }
}
