package io.sagemakerssh.remote.key;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.key.SshPublicKey;
import io.sagemakerssh.remote.inbox.Inbox;
import java.io.PrintStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs keys for {@code sm-install-key}. A request is the key's S3 URI; its answer is one line:
 * an exit status, a space, a message.
 */
public final class KeyRequests implements Inbox.Service {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRequests.class);

  private final KeyInstaller installer;

  public KeyRequests(KeyInstaller installer) {
    this.installer = installer;
  }

  @Override
  public void serve(String uri, PrintStream answer) {
    answer.println(reply(uri));
  }

  private String reply(String uri) {
    try {
      SshPublicKey key = installer.install(KeyLocation.parse(uri));
      LOG.info("Installed the public key {}", key.fingerprint());
      return ExitCode.OK.status() + " Installed the public key " + key.fingerprint();
    } catch (UserError e) {
      LOG.warn("{}: {}", e.what(), e.why());
      String message = e.what() + ": " + e.why() + "; " + e.advice();
      return e.exitCode().status() + " " + message.replaceAll("\\s+", " ");
    } catch (RuntimeException e) {
      LOG.error("Tried to install a public key but failed", e);
      return ExitCode.BUG.status() + " unexpected error: " + e;
    }
  }
}
