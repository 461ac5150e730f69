package io.sagemakerssh.core.aws;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** The SDK's exception for a connection that failed, with the endpoint that it does not name. */
final class UnreachableEndpoint extends SdkClientException {
  private final transient URI endpoint;
  private final transient Optional<String> proxy;

  private UnreachableEndpoint(URI endpoint, Optional<String> proxy, SdkClientException cause) {
    super(
        SdkClientException.builder()
            .message("Cannot reach " + endpoint)
            .numAttempts(cause.numAttempts())
            .cause(cause));
    this.endpoint = endpoint;
    this.proxy = proxy;
  }

  /**
   * @param uri what was asked for there
   */
  static UnreachableEndpoint of(URI uri, ProxySettings proxies, SdkClientException cause) {
    URI endpoint = URI.create(uri.getScheme() + "://" + uri.getAuthority());
    return new UnreachableEndpoint(endpoint, proxies.nameFor(endpoint), cause);
  }

  /** Host and port of the proxy that was to lead there. */
  Optional<String> proxy() {
    return proxy;
  }

  /** Scheme, host and port. */
  URI endpoint() {
    return endpoint;
  }

  /** What began it all. */
  static Throwable rootCause(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Whether a network or TLS failed; a certificate that nobody trusts is a security exception. */
  private static boolean isConnectionFailure(Throwable root) {
    return root instanceof IOException || root instanceof GeneralSecurityException;
  }

  /** Puts endpoint and proxy into the exceptions of a client. */
  static final class Interceptor implements ExecutionInterceptor {
    private final ProxySettings proxies;

    Interceptor(ProxySettings proxies) {
      this.proxies = proxies;
    }

    @Override
    public Throwable modifyException(Context.FailedExecution failed, ExecutionAttributes ignored) {
      if (failed.exception() instanceof SdkClientException failure
          && isConnectionFailure(rootCause(failure))
          && failed.httpRequest().isPresent()) {
        return of(failed.httpRequest().get().getUri(), proxies, failure);
      }
      return failed.exception();
    }
  }
}
