package io.sagemakerssh.remote.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.config.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerLayoutTest {
  private static final Environment NOTHING_SET = new Environment(Map.of());

  @TempDir Path root;

  @BeforeEach
  void makeSystem() throws Exception {
    for (String directory : new String[] {"opt", "etc/ssh", "tmp"}) {
      Files.createDirectories(root.resolve(directory));
    }
  }

  private ContainerUser user(long id) {
    return new ContainerUser("someone", id, root.resolve("home"), Optional.empty());
  }

  @Test
  void rootUsesTheSystemsPlaces() {
    ContainerLayout layout = ContainerLayout.find(NOTHING_SET, user(0), root);

    assertThat(layout.home()).isEqualTo(root.resolve("opt/sagemaker-ssh-helper"));
    assertThat(layout.authorizedKeysDirectory())
        .isEqualTo(root.resolve("etc/ssh/authorized_keys.d"));
    assertThat(layout.authorizedKeys()).isEqualTo(root.resolve("etc/ssh/authorized_keys"));
    assertThat(layout.environmentFile()).isEqualTo(root.resolve("etc/environment"));
    assertThat(layout.stopMarker()).isEqualTo(root.resolve("tmp/sm-wait-stopped"));
    assertThat(layout.systemWide()).isTrue();
  }

  @Test
  void othersUseTheirHome() {
    ContainerLayout layout = ContainerLayout.find(NOTHING_SET, user(1000), root);

    assertThat(layout).isEqualTo(ContainerLayout.below(root.resolve("home/.sagemaker-ssh-helper")));
  }

  /** A file in place of a directory is as little to be written to as a read-only one. */
  @Test
  void rootUsesItsHomeWhereTheSystemCannotBeWritten() throws Exception {
    Files.delete(root.resolve("etc/ssh"));
    Files.createSymbolicLink(root.resolve("etc/ssh"), Path.of("/proc/1"));

    ContainerLayout layout = ContainerLayout.find(NOTHING_SET, user(0), root);

    assertThat(layout.systemWide()).isFalse();
  }

  @Test
  void smSshHomeMovesEverythingEvenForRoot() {
    Environment moved = new Environment(Map.of("SM_SSH_HOME", "/somewhere/else"));

    ContainerLayout layout = ContainerLayout.find(moved, user(0), root);

    assertThat(layout).isEqualTo(ContainerLayout.below(Path.of("/somewhere/else")));
    assertThat(layout.environmentFile()).isEqualTo(Path.of("/somewhere/else/environment"));
  }

  @Test
  void readsTheLoginShellByUserId() throws Exception {
    Path passwd =
        Files.writeString(
            root.resolve("passwd"),
            "root:x:0:0::/root:/bin/zsh\nbroken\nme:x:1000:1000::/home/me:/bin/fish\n");

    assertThat(ContainerUser.passwdShell(passwd, 1000)).contains(Path.of("/bin/fish"));
    assertThat(ContainerUser.passwdShell(passwd, 7)).isEmpty();
    assertThat(ContainerUser.passwdShell(root.resolve("none"), 0)).isEmpty();
  }
}
