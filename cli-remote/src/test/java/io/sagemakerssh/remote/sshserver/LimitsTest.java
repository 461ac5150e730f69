package io.sagemakerssh.remote.sshserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.junit.jupiter.api.Test;

class LimitsTest {
  /** As one whose laptop sleeps in the middle of a copy: by socket, by command and by SFTP. */
  @Test
  void aClientThatTakesNothingForADayIsWaitedFor() {
    SshServer server = SshServer.setUpDefaultServer();

    Limits.apply(server);

    assertThat(
            Stream.of(
                    CoreModuleProperties.NIO2_MIN_WRITE_TIMEOUT,
                    CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT,
                    CoreModuleProperties.BUFFERED_IO_OUTPUT_MAX_PENDING_WRITE_WAIT)
                .map(timeout -> timeout.getRequired(server)))
        .allMatch(timeout -> timeout.compareTo(Duration.ofDays(1)) > 0);
  }
}
