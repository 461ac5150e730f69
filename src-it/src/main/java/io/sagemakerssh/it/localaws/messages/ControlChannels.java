package io.sagemakerssh.it.localaws.messages;

import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.FrameEncoder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open control channels, one an instance: a newer one replaces the one before. */
public final class ControlChannels {
  private final Map<String, ControlChannelSocket> sockets = new ConcurrentHashMap<>();
  private final Set<String> offline = ConcurrentHashMap.newKeySet();
  private final Set<String> deaf = ConcurrentHashMap.newKeySet();

  /** Whether the instance has a control channel that reaches it. */
  public boolean connected(String instanceId) {
    return sockets.containsKey(instanceId) && !isDeaf(instanceId);
  }

  /** Lets nothing reach an instance, whose pings go on, or lets it hear again. */
  public void deaf(String instanceId, boolean isDeaf) {
    if (isDeaf) {
      deaf.add(instanceId);
    } else {
      deaf.remove(instanceId);
    }
  }

  public boolean isDeaf(String instanceId) {
    return deaf.contains(instanceId);
  }

  /**
   * Sends a message to an instance's agent.
   *
   * @return false if it has no control channel
   */
  public boolean send(String instanceId, AgentMessage message) {
    ControlChannelSocket socket = sockets.get(instanceId);
    if (socket == null || isDeaf(instanceId)) {
      return false;
    }
    socket.send(FrameEncoder.encode(message));
    return true;
  }

  /** Takes an instance off the network of the message service, or lets it come back. */
  public void offline(String instanceId, boolean isOffline) {
    if (isOffline) {
      offline.add(instanceId);
      disconnect(instanceId);
    } else {
      offline.remove(instanceId);
    }
  }

  public boolean isOffline(String instanceId) {
    return offline.contains(instanceId);
  }

  /** Breaks an instance's control channel, as a network does. */
  public void disconnect(String instanceId) {
    ControlChannelSocket socket = sockets.remove(instanceId);
    if (socket != null) {
      socket.disconnect();
    }
  }

  /** Breaks all control channels. */
  public void disconnectAll() {
    Set.copyOf(sockets.keySet()).forEach(this::disconnect);
  }

  void register(String instanceId, ControlChannelSocket socket) {
    ControlChannelSocket before = sockets.put(instanceId, socket);
    if (before != null) {
      before.disconnect();
    }
  }

  void unregister(String instanceId, ControlChannelSocket socket) {
    sockets.remove(instanceId, socket);
  }
}
