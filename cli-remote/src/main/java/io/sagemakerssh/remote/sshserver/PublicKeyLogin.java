package io.sagemakerssh.remote.sshserver;

import io.sagemakerssh.core.key.SshPublicKey;
import io.sagemakerssh.remote.key.AuthorizedKeys;
import io.sagemakerssh.remote.layout.ContainerUser;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in who holds an authorized key. The user names that SageMaker's users are used to are all
 * accepted; whatever the name, the session runs as the container's user.
 */
final class PublicKeyLogin implements PublickeyAuthenticator {
  private static final Logger LOG = LoggerFactory.getLogger(PublicKeyLogin.class);
  private static final Set<String> USUAL_NAMES = Set.of("root", "sagemaker", "sagemaker-user");

  private final AuthorizedKeys keys;
  private final ContainerUser user;
  private final Set<SshPublicKey> ours = ConcurrentHashMap.newKeySet();

  PublicKeyLogin(AuthorizedKeys keys, ContainerUser user) {
    this.keys = keys;
    this.user = user;
  }

  /** Lets a key of this process in, until the result is run. */
  Runnable admit(SshPublicKey key) {
    ours.add(key);
    return () -> ours.remove(key);
  }

  @Override
  public boolean authenticate(String name, PublicKey key, ServerSession session) {
    if (!name.equals(user.name()) && !USUAL_NAMES.contains(name)) {
      LOG.info("Refused SSH user '{}': the container's user is '{}'", name, user.name());
      return false;
    }
    try {
      return SshPublicKey.parse(PublicKeyEntry.toString(key))
          .filter(offered -> ours.contains(offered) || keys.contains(offered))
          .isPresent();
    } catch (UncheckedIOException e) {
      LOG.warn("Tried to read the authorized keys but failed because {}", e.getCause().toString());
      return false;
    }
  }
}
