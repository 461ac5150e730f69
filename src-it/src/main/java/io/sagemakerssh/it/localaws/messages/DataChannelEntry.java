package io.sagemakerssh.it.localaws.messages;

import io.sagemakerssh.it.localaws.auth.Caller;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.Parameters;
import io.sagemakerssh.it.localaws.http.WebSocketEntry;
import java.time.Clock;
import org.eclipse.jetty.websocket.api.Session;

/** Where both parties of a session open their sides. */
final class DataChannelEntry implements WebSocketEntry {
  private final SessionChannels sessions;
  private final ControlChannels controlChannels;
  private final Clock clock;

  DataChannelEntry(SessionChannels sessions, ControlChannels controlChannels, Clock clock) {
    this.sessions = sessions;
    this.controlChannels = controlChannels;
    this.clock = clock;
  }

  @Override
  public String pathPrefix() {
    return ChannelTokens.DATA_CHANNEL;
  }

  @Override
  public Session.Listener accept(String id, Parameters query, Caller caller) {
    SessionChannel channel =
        sessions
            .find(id)
            .orElseThrow(() -> new AwsError(404, "DoesNotExistException", "No such session"));
    if (channel.isInstance(caller) && controlChannels.isOffline(channel.instanceId())) {
      throw new AwsError(503, "ServiceUnavailable", "The instance is taken offline");
    }
    return new DataChannelSocket(channel, caller, clock);
  }
}
