package io.sagemakerssh.local.command;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EveryNodeTest {

  @Test
  void aTripThatCannotBeginIsTheUsersErrorAndNoBug(@TempDir Path home) {
    UserError noRegion = new UserError(ExitCode.USAGE, "Cannot begin", "no region", "Set one.");
    EveryNode everyNode =
        new EveryNode(
            ProgramRun.surroundings(
                home, Map.of(), new ByteArrayOutputStream(), new ByteArrayOutputStream()),
            (node, steps) -> {
              throw noRegion;
            });
    CommandLimit limit = new CommandLimit(Optional.empty(), System::nanoTime);

    assertThatThrownBy(() -> everyNode.run(List.of("algo-1"), List.of(), "true", limit))
        .isSameAs(noRegion);
  }
}
