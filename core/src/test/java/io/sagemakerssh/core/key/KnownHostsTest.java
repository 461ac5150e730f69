package io.sagemakerssh.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHostsTest {
  private static final SshPublicKey ONE = new SshPublicKey("ssh-ed25519", "AAAA1");
  private static final SshPublicKey TWO = new SshPublicKey("ssh-ed25519", "AAAA2");

  @TempDir Path directory;

  @Test
  void aHostHasOneKeyTheLastPinned() throws IOException {
    Path file = directory.resolve("known_hosts");
    KnownHosts hosts = new KnownHosts(file);
    hosts.pin("job", ONE);
    hosts.pin("job-2", ONE);

    hosts.pin("job", TWO);

    assertThat(Files.readAllLines(file))
        .containsExactlyInAnyOrder("job ssh-ed25519 AAAA2", "job-2 ssh-ed25519 AAAA1");
  }

  @Test
  void forgetsOnlyTheNamedHost() throws IOException {
    Path file = directory.resolve("known_hosts");
    KnownHosts hosts = new KnownHosts(file);
    hosts.pin("job", ONE);
    hosts.pin("job-2", TWO);

    hosts.forget("job");

    assertThat(Files.readAllLines(file)).containsExactly("job-2 ssh-ed25519 AAAA2");
  }

  @Test
  void forgettingAnUnknownHostWritesNothing() {
    new KnownHosts(directory.resolve("known_hosts")).forget("job");

    assertThat(directory).isEmptyDirectory();
  }
}
