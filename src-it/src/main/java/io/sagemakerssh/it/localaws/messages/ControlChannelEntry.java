package io.sagemakerssh.it.localaws.messages;

import io.sagemakerssh.it.localaws.auth.Caller;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.Parameters;
import io.sagemakerssh.it.localaws.http.WebSocketEntry;
import org.eclipse.jetty.websocket.api.Session;

/** Where agents open their control channels; the upgrade is signed by the instance itself. */
final class ControlChannelEntry implements WebSocketEntry {
  private final ControlChannels channels;
  private final Tokens tokens;
  private final ControlMessages messages;
  private final Violations violations;

  ControlChannelEntry(
      ControlChannels channels, Tokens tokens, ControlMessages messages, Violations violations) {
    this.channels = channels;
    this.tokens = tokens;
    this.messages = messages;
    this.violations = violations;
  }

  @Override
  public String pathPrefix() {
    return ChannelTokens.CONTROL_CHANNEL;
  }

  @Override
  public Session.Listener accept(String id, Parameters query, Caller caller) {
    if (!caller.sessionName().equals(id)) {
      throw new AwsError(403, "AccessDeniedException", "The instance itself must sign");
    }
    if (channels.isOffline(id)) {
      throw new AwsError(503, "ServiceUnavailable", "The instance is taken offline");
    }
    return new ControlChannelSocket(id, channels, tokens, messages, violations);
  }
}
