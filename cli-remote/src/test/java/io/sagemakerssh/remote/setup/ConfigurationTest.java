package io.sagemakerssh.remote.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.remote.layout.ContainerLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  @TempDir Path root;
  private Path systemPrograms;

  @BeforeEach
  void makeSystem() throws IOException {
    systemPrograms = Files.createDirectory(root.resolve("system"));
  }

  private Path launchers(String name) throws IOException {
    Path launchers = Files.createDirectory(root.resolve(name));
    Path launcher = Files.writeString(launchers.resolve("sm-wait"), "");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    return launchers;
  }

  private boolean configure(ContainerLayout layout, Path launchers) {
    return new Configuration(layout, Optional.of(launchers), systemPrograms).apply();
  }

  private static ContainerLayout systemWide(ContainerLayout layout) {
    return new ContainerLayout(
        layout.home(),
        layout.authorizedKeysDirectory(),
        layout.authorizedKeys(),
        layout.environmentFile(),
        layout.stopMarker(),
        true);
  }

  @Test
  void configuringAgainChangesNothingButMendsLinks() throws Exception {
    ContainerLayout layout = ContainerLayout.below(root.resolve("home"));
    Path moved = launchers("moved");
    assertThat(configure(layout, launchers("launchers"))).isFalse();
    assertThat(layout.configuredMarker()).exists();

    assertThat(configure(layout, moved)).isTrue();

    assertThat(layout.programs().resolve("sm-wait").toRealPath())
        .isEqualTo(moved.resolve("sm-wait").toRealPath());
    assertThat(systemPrograms).isEmptyDirectory();
  }

  @Test
  void aSystemWideLayoutsProgramsAreOnEverybodysPath() throws Exception {
    Path launchers = launchers("launchers");
    configure(systemWide(ContainerLayout.below(root.resolve("home"))), launchers);
    assertThat(systemPrograms.resolve("sm-wait").toRealPath())
        .isEqualTo(launchers.resolve("sm-wait").toRealPath());
  }

  @Test
  void aProgramOfTheImagesOwnIsLeftAlone() throws Exception {
    Path own = Files.writeString(systemPrograms.resolve("sm-wait"), "the image's");
    configure(systemWide(ContainerLayout.below(root.resolve("home"))), launchers("launchers"));
    assertThat(own).isRegularFile().hasContent("the image's");
  }
}
