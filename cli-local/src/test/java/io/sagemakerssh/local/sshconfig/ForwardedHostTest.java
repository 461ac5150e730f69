package io.sagemakerssh.local.sshconfig;

import static io.sagemakerssh.local.sshconfig.RememberedHosts.ONE;
import static io.sagemakerssh.local.sshconfig.RememberedHosts.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.local.home.UserHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardedHostTest {
  @TempDir Path directory;
  private UserHome home;

  @BeforeEach
  void remember() {
    home = new UserHome(directory, directory.resolve("key"));
    RememberedHosts hosts = new RememberedHosts(home);
    hosts.keep(ONE, 1);
    hosts.keep(TWO, 2);
  }

  private Path note(String alias, int port) {
    return home.forwarded().resolve(alias).resolve(Integer.toString(port));
  }

  @Test
  void saysWhatProxyWouldBeToldAsLongAsItIsOpen() throws IOException {
    ForwardedHost forwarded = ForwardedHost.note(home, ONE, 11022);

    assertThat(note(ONE, 11022))
        .hasContent("proxy --region us-east-1 --profile my profile one.training.sagemaker");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(note(ONE, 11022))))
        .isEqualTo("rw-------");
    forwarded.close();
    assertThat(home.forwarded()).isEmptyDirectory();
  }

  @Test
  void eachConnectionToAHostHasItsOwn() {
    ForwardedHost earlier = ForwardedHost.note(home, ONE, 11022);
    ForwardedHost later = ForwardedHost.note(home, ONE, 11023);

    later.close();

    assertThat(note(ONE, 11022)).exists();
    assertThat(note(ONE, 11023)).doesNotExist();
    earlier.close();
  }

  @Test
  void aNoteWhoseWriterWasKilledGoesWithTheNextOneOfItsPort() {
    ForwardedHost killed = ForwardedHost.note(home, ONE, 11022);

    ForwardedHost later = ForwardedHost.note(home, TWO, 11022);

    assertThat(note(ONE, 11022)).doesNotExist();
    assertThat(note(TWO, 11022)).exists();
    later.close();
    killed.close();
  }

  @Test
  void aHostThatIsNotRememberedHasNone() {
    ForwardedHost.note(home, "three.training.sagemaker", 11022).close();

    assertThat(home.forwarded()).doesNotExist();
  }
}
