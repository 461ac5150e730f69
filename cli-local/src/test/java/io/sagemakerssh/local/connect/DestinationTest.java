package io.sagemakerssh.local.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.core.job.ResourceKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
  private static Destination parse(String text, String node) {
    return Destination.parse(text, ResourceKind.TRAINING, Optional.ofNullable(node));
  }

  @ParameterizedTest
  @CsvSource({
    "job, , job.training.sagemaker",
    "job, algo-2, algo-2.job.training.sagemaker",
    "job.training.sagemaker, , job.training.sagemaker",
    "job.processing.sagemaker, , job.processing.sagemaker",
    "algo-1.job.training.sagemaker, , algo-1.job.training.sagemaker",
    "algo-1.job.training.sagemaker, algo-2, algo-2.job.training.sagemaker",
    "mi-01234567890abcdef, , mi-01234567890abcdef"
  })
  void hasOneAliasForEveryWayToNameIt(String text, String node, String alias) {
    assertThat(parse(text, node).alias()).isEqualTo(alias);
  }

  @Test
  void onlyAJobCanBeWatched() {
    assertThat(parse("job", null).job()).contains(new JobName("job"));
    assertThat(parse("mi-01234567890abcdef", null).job()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a_b", "mi-xyz", "../../etc", "job.cooking.sagemaker", "$(id)", "a b"})
  void refusesWhatNamesNothing(String text) {
    assertThatThrownBy(() -> parse(text, null)).isInstanceOf(UserError.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-x", "algo 1", "../x", "*"})
  void refusesWhatIsNoNode(String node) {
    assertThatThrownBy(() -> parse("job", node)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> parse(node + ".job.training.sagemaker", null))
        .isInstanceOf(UserError.class);
  }
}
