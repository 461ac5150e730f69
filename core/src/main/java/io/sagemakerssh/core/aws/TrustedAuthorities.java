package io.sagemakerssh.core.aws;

import io.sagemakerssh.core.config.AwsVariables;
import io.sagemakerssh.core.config.Environment;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * Whom TLS connections trust: Java's certificate authorities and, besides, those in the PEM file
 * {@code AWS_CA_BUNDLE}.
 */
public final class TrustedAuthorities {
  private final Optional<Path> bundle;

  public TrustedAuthorities(Environment environment) {
    this.bundle = environment.text(AwsVariables.AWS_CA_BUNDLE).map(Path::of);
  }

  /** For HTTPS connections; empty if Java's own do. */
  Optional<SSLSocketFactory> socketFactory() {
    return bundle.map(file -> sslContext().getSocketFactory());
  }

  /** For other TLS clients, such as a websocket. */
  public SSLContext sslContext() {
    try {
      if (bundle.isEmpty()) {
        return SSLContext.getDefault();
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new BundleTrust(bundle.get())}, null);
      return context;
    } catch (GeneralSecurityException noTls) {
      throw new IllegalStateException("This Java runtime has no TLS", noTls);
    }
  }
}
