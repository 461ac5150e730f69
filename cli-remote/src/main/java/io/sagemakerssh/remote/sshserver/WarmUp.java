package io.sagemakerssh.remote.sshserver;

import io.sagemakerssh.core.key.SshPublicKey;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyChannelConfiguration;

/**
 * Connects to the server once from inside, with a key that exists only for that, so that the first
 * real connection finds all classes loaded.
 */
final class WarmUp {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final SshClient client = SshClient.setUpDefaultClient();
  private final HostKey key;

  WarmUp() throws GeneralSecurityException {
    key = HostKey.generate();
  }

  /** The key that the server must let in while this runs. */
  SshPublicKey publicKey() {
    return SshPublicKey.parse(key.publicKey()).orElseThrow();
  }

  void connect(String user, String host, int port) throws IOException {
    client.setServerKeyVerifier((session, address, serverKey) -> true);
    client.start();
    try (ClientSession session = client.connect(user, host, port).verify(PATIENCE).getSession()) {
      session.addPublicKeyIdentity(key.keyPair());
      session.auth().verify(PATIENCE);
      run(session.createExecChannel("true"));
      run(session.createExecChannel("true", new PtyChannelConfiguration(), null));
    } finally {
      client.stop();
    }
  }

  private static void run(ChannelExec channel) throws IOException {
    try (channel) {
      channel.setOut(OutputStream.nullOutputStream());
      channel.setErr(OutputStream.nullOutputStream());
      channel.open().verify(PATIENCE);
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
    }
  }
}
