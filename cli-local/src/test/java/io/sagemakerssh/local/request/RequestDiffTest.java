package io.sagemakerssh.local.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

class RequestDiffTest {
  @Test
  void showsOnlyWhatIsNew() {
    CreateTrainingJobRequest before =
        CreateTrainingJobRequest.builder()
            .trainingJobName("job")
            .environment(Map.of("A", "1"))
            .build();
    CreateTrainingJobRequest after =
        before.toBuilder().environment(Map.of("A", "1", "START_SSH", "true")).build();

    assertThat(RequestDiff.lines(before, after))
        .contains("--- request", "+++ request with SSH", "+    \"START_SSH\": \"true\"");
    assertThat(RequestDiff.lines(before, before)).isEmpty();
  }
}
