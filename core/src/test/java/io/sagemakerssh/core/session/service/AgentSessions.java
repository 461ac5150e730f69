package io.sagemakerssh.core.session.service;

import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.Scheduler;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import java.util.Optional;

/** Sessions of an agent with one client, not open yet. */
record AgentSessions(Scheduler scheduler, ScriptedPeer client) {
  private static final String VERSION = "3.3.0.0";

  AgentPortSession port() {
    return new AgentPortSession("s-1", ChannelSettings.defaults(), scheduler, client, VERSION);
  }

  AgentForwardSession forward() {
    return new AgentForwardSession("s-1", ChannelSettings.defaults(), scheduler, client, VERSION);
  }

  AgentShellSession shell() {
    return shell(Optional.empty());
  }

  /** A shell that asks for a key of {@link FakeKms}. */
  AgentShellSession encryptedShell() {
    return shell(Optional.of(new AgentEncryption(new FakeKms(), "key-1", "s-1", "mi-1")));
  }

  private AgentShellSession shell(Optional<AgentEncryption> encryption) {
    return new AgentShellSession(
        "s-1", ChannelSettings.defaults(), scheduler, client, VERSION, encryption, size -> {});
  }
}
