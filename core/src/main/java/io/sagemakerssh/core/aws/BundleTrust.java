package io.sagemakerssh.core.aws;

import io.sagemakerssh.core.file.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts what Java trusts, and otherwise what a PEM file's authorities signed. The file is read
 * only once Java's own authorities refused a server, as reading a whole system's bundle takes
 * longer than a handshake.
 */
final class BundleTrust extends X509ExtendedTrustManager {
  private final Path bundle;
  private final Lazy<X509ExtendedTrustManager> system = Lazy.of(() -> trustManager(null));
  private X509ExtendedTrustManager extra;

  BundleTrust(Path bundle) {
    this.bundle = bundle;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, trust -> trust.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, trust -> trust.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, trust -> trust.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("this program is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this program is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("this program is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  private interface Check {
    void by(X509ExtendedTrustManager trust) throws CertificateException;
  }

  private void check(X509Certificate[] chain, Check check) throws CertificateException {
    try {
      check.by(system.get());
    } catch (CertificateException notOfTheSystem) {
      try {
        check.by(extra());
      } catch (CertificateException refused) {
        throw refused.getCause() instanceof CertPathBuilderException ? unknown(chain) : refused;
      }
    }
  }

  /** Without a cause, as the other. */
  private CertificateException unknown(X509Certificate[] chain) {
    return new CertificateException(
        "neither Java nor the CA bundle "
            + bundle
            + " knows the certificate authority '"
            + chain[chain.length - 1].getIssuerX500Principal().getName()
            + "'");
  }

  private synchronized X509ExtendedTrustManager extra() throws CertificateException {
    if (extra == null) {
      extra = trustManager(authorities());
    }
    return extra;
  }

  private KeyStore authorities() throws CertificateException {
    int count = 0;
    try (InputStream in = Files.newInputStream(bundle)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (Certificate authority :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + count++, authority);
      }
      if (count > 0) {
        return store;
      }
    } catch (IOException unreadable) {
      throw unusable(FileFailure.reason(unreadable));
    } catch (GeneralSecurityException malformed) {
      throw unusable(malformed.getMessage());
    }
    throw unusable("it holds none");
  }

  /** Without a cause: what a user is told of a failed connection is what began it all. */
  private CertificateException unusable(String why) {
    return new CertificateException(
        "the CA bundle " + bundle + " cannot be read as certificates: " + why);
  }

  private static X509ExtendedTrustManager trustManager(KeyStore store) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException noTls) {
      throw new IllegalStateException("This Java runtime has no TLS", noTls);
    }
  }
}
