package io.sagemakerssh.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerResourceTest {
  private static final String TRAINING_ARN =
      "arn:aws:sagemaker:eu-west-1:123456789012:training-job/train";
  private static final Map<String, String> TRAINING =
      Map.of("TRAINING_JOB_NAME", "train", "TRAINING_JOB_ARN", TRAINING_ARN);

  @TempDir private Path directory;

  private ContainerResource resource(Map<String, String> variables) {
    return ContainerResource.of(new BaseDirectory(directory), new Environment(variables));
  }

  private void write(String file, String content) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  @Test
  void trainingJobIsInTheEnvironment() {
    assertThat(resource(TRAINING)).isEqualTo(new ContainerResource("train", TRAINING_ARN));
  }

  @Test
  void localModeHasNoArn() {
    assertThat(resource(Map.of("TRAINING_JOB_NAME", "train", "TRAINING_JOB_ARN", "")))
        .isEqualTo(new ContainerResource("train", ""));
  }

  @Test
  void studioFileComesBeforeEverything() throws IOException {
    write(
        "metadata/resource-metadata.json",
        "{\"ResourceName\": \"app\", \"ResourceArn\": \"arn:app\"}");
    write("config/processingjobconfig.json", "{\"ProcessingJobName\": \"other\"}");

    assertThat(resource(TRAINING)).isEqualTo(new ContainerResource("app", "arn:app"));
  }

  @Test
  void processingFileComesBeforeTheEnvironment() throws IOException {
    write(
        "config/processingjobconfig.json",
        "{\"ProcessingJobName\": \"process\", \"ProcessingJobArn\": \"arn:process\"}");

    assertThat(resource(TRAINING)).isEqualTo(new ContainerResource("process", "arn:process"));
  }

  @Test
  void transformJobIsNamedByItsArn() {
    String arn = "arn:aws:sagemaker:eu-west-1:123456789012:transform-job/batch";

    assertThat(resource(Map.of("TRANSFORM_JOB_ARN", arn)))
        .isEqualTo(new ContainerResource("batch", arn));
  }

  @Test
  void whatIsLeftIsAnEndpoint() {
    assertThat(resource(Map.of())).isEqualTo(new ContainerResource("", ""));
  }

  @Test
  void namesTheFileThatIsNoJson() throws IOException {
    write("config/processingjobconfig.json", "[]");

    assertThatThrownBy(() -> resource(TRAINING))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.SETUP_FAILED);
              assertThat(error.why()).contains("processingjobconfig.json");
            });
  }

  @Test
  void baseDirectoryIsMovedByTheEnvironment() {
    assertThat(BaseDirectory.of(new Environment(Map.of())))
        .hasToString("BaseDirectory[path=/opt/ml]");
    assertThat(BaseDirectory.of(new Environment(Map.of("SAGEMAKER_BASE_DIR", "/elsewhere"))).path())
        .isEqualTo(Path.of("/elsewhere"));
  }

  @Test
  void nodeIsFoundAmongTheHosts() throws IOException {
    write(
        "input/config/resourceconfig.json",
        "{\"current_host\": \"algo-2\", \"hosts\": [\"algo-1\", \"algo-2\"]}");

    assertThat(ContainerNode.of(new BaseDirectory(directory)))
        .isEqualTo(new ContainerNode("algo-2", 1));
  }

  @Test
  void aloneWithoutConfiguration() {
    assertThat(ContainerNode.of(new BaseDirectory(directory))).isEqualTo(new ContainerNode("", 0));
  }
}
