package io.sagemakerssh.remote.sshserver;

import java.time.Duration;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;

/** Times and sizes of the embedded server. */
final class Limits {
  /** How often an idle connection carries something, so that nothing between finds it dead. */
  static final Duration HEARTBEAT = Duration.ofSeconds(30);

  private static final Duration NEVER = Duration.ZERO;
  private static final Duration VERY_LONG = Duration.ofDays(30);
  private static final long UNLIMITED = 0;

  /**
   * As of OpenSSH's server. Its client reads as much ahead; while a ProxyCommand takes little, it
   * moves all of that in memory again and again, which with 4 MiB took it longer than encrypting.
   */
  private static final long WINDOW_BYTES = 2L * 1024 * 1024;

  private static final int READ_BUFFER_BYTES = 64 * 1024;

  private Limits() {}

  static void apply(SshServer server) {
    // A debugger may stand at a breakpoint over night, and `ssh -N` says nothing at all.
    CoreModuleProperties.IDLE_TIMEOUT.set(server, NEVER);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, NEVER);
    // A laptop that sleeps takes no bytes for hours; its connection is still good afterwards.
    CoreModuleProperties.NIO2_MIN_WRITE_TIMEOUT.set(server, VERY_LONG);
    CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(server, VERY_LONG);
    CoreModuleProperties.BUFFERED_IO_OUTPUT_MAX_PENDING_WRITE_WAIT.set(server, VERY_LONG);
    // As in OpenSSH, keys change when the cipher asks for it (RFC 4344 3.2): with AES after 64 GiB,
    // not in every long copy.
    CoreModuleProperties.REKEY_BYTES_LIMIT.set(server, UNLIMITED);
    CoreModuleProperties.REKEY_TIME_LIMIT.set(server, NEVER);
    CoreModuleProperties.TCP_NODELAY.set(server, true);
    CoreModuleProperties.WINDOW_SIZE.set(server, WINDOW_BYTES);
    CoreModuleProperties.NIO2_READ_BUFFER_SIZE.set(server, READ_BUFFER_BYTES);
    // A client that closes a channel wants its command ended now.
    CoreModuleProperties.COMMAND_EXIT_TIMEOUT.set(server, Duration.ofMillis(50));
  }
}
