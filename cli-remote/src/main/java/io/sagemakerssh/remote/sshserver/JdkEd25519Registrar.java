package io.sagemakerssh.remote.sshserver;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import org.apache.sshd.common.util.security.AbstractSecurityProviderRegistrar;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.eddsa.generic.EdDSASupport;

/**
 * Tells MINA SSHD that the JDK knows Ed25519. MINA 2 itself looks for it only in Bouncy Castle and
 * in net.i2p.crypto, neither of which is then needed.
 */
public final class JdkEd25519Registrar extends AbstractSecurityProviderRegistrar {
  private static final String PROVIDER = "SunEC";

  public JdkEd25519Registrar() {
    super(PROVIDER);
  }

  /** Registers Ed25519 and nothing else. To be called before any other use of MINA; idempotent. */
  static void register() {
    System.setProperty(
        SecurityUtils.SECURITY_PROVIDER_REGISTRARS, JdkEd25519Registrar.class.getName());
  }

  @Override
  public Provider getSecurityProvider() {
    return Security.getProvider(PROVIDER);
  }

  @Override
  public boolean isSupported() {
    return getSecurityProvider() != null;
  }

  @Override
  public Optional<EdDSASupport<?, ?>> getEdDSASupport() {
    return Optional.of(new JdkEd25519());
  }
}
