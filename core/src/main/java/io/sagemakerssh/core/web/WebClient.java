package io.sagemakerssh.core.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.function.Function;

/**
 * Java's HTTP client, and what each of its requests has to say to a proxy on the way. The client's
 * own authenticator would say it too, but then the client drops the {@code Authorization} of
 * requests that are signed.
 *
 * @param http its proxy selector and TLS context count
 * @param proxyHeaders headers for the proxy that leads to a target, none where there is no such
 *     proxy; the client does not pass them on to the target
 */
public record WebClient(HttpClient http, Function<URI, Map<String, String>> proxyHeaders) {
  /**
   * Begins a client that suits websockets whose listeners are quick: the thread that reads from the
   * network calls the listener. The platform would hand each frame to another thread, which costs
   * more than all that such a listener does with it. In turn a listener must not wait, nor open
   * anything through the same client, lest nobody reads.
   */
  public static HttpClient.Builder builder() {
    return HttpClient.newBuilder().executor(Runnable::run);
  }

  /** A client that knows of no proxy. */
  public static WebClient direct() {
    return new WebClient(builder().build(), target -> Map.of());
  }
}
