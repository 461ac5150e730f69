package io.sagemakerssh.it.localaws.http;

import io.sagemakerssh.it.localaws.auth.Caller;
import org.eclipse.jetty.websocket.api.Session;

/** Where websockets of one kind are opened. */
public interface WebSocketEntry {
  /** What the path starts with, with a slash at its end. */
  String pathPrefix();

  /**
   * Accepts a websocket.
   *
   * @param id the rest of the path, decoded
   * @param caller who signed the upgrade; {@link Caller#ANONYMOUS} if nobody did
   * @throws AwsError if it is refused
   */
  Session.Listener accept(String id, Parameters query, Caller caller);
}
