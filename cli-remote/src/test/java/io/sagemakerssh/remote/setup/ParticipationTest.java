package io.sagemakerssh.remote.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParticipationTest {
  @TempDir Path base;

  private Participation with(String... settings) {
    Map<String, String> variables = new HashMap<>(Map.of("SAGEMAKER_BASE_DIR", base.toString()));
    for (int i = 0; i < settings.length; i += 2) {
      variables.put(settings[i], settings[i + 1]);
    }
    return Participation.of(new Environment(variables));
  }

  private void iAm(String host) throws Exception {
    Path config = base.resolve("input/config/resourceconfig.json");
    Files.createDirectories(config.getParent());
    Files.writeString(
        config, "{\"current_host\":\"" + host + "\",\"hosts\":[\"algo-1\",\"algo-2\",\"algo-3\"]}");
  }

  @Test
  void onlyAJobThatSaysSoStartsSsh() {
    assertThat(with().startsSsh()).isFalse();
    assertThat(with().sentence()).contains("START_SSH is not set");
    assertThat(with("START_SSH", "false").startsSsh()).isFalse();
    assertThat(with("START_SSH", "true").startsSsh()).isTrue();
  }

  @Test
  void onlyTheFirstNodesStartSsh() throws Exception {
    iAm("algo-2");
    assertThat(with("START_SSH", "true").startsSsh()).isTrue();
    assertThat(with("START_SSH", "true", "SSH_INSTANCE_COUNT", "1").startsSsh()).isFalse();
    iAm("algo-3");
    assertThat(with("START_SSH", "true").startsSsh()).isFalse();
  }

  @Test
  void refusesACountThatIsNone() {
    assertThatThrownBy(() -> with("START_SSH", "true", "SSH_INSTANCE_COUNT", "many"))
        .isInstanceOf(UserError.class);
  }
}
