package io.sagemakerssh.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
  @Test
  void readsJobAndKind() {
    HostName name = HostName.parse("ssh-training-example-2023.training.sagemaker");

    assertThat(name.job().value()).isEqualTo("ssh-training-example-2023");
    assertThat(name.kind()).isEqualTo(ResourceKind.TRAINING);
    assertThat(name.node()).isEmpty();
  }

  @Test
  void readsOneNodeOfSeveral() {
    assertThat(HostName.parse("algo-2.job.training.sagemaker").node()).contains("algo-2");
  }

  @Test
  void printsWhatItRead() {
    assertThat(HostName.parse("algo-2.job.training.sagemaker"))
        .hasToString("algo-2.job.training.sagemaker");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "job",
        "job.training",
        "job.cooking.sagemaker",
        "job.training.sagemaker.com",
        "-job.training.sagemaker",
        "a.b.c.training.sagemaker",
        ".training.sagemaker"
      })
  void refusesWhatIsNoHostNameOfOurs(String text) {
    assertThatThrownBy(() -> HostName.parse(text)).isInstanceOf(UserError.class);
  }
}
