package io.sagemakerssh.core.session.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.channel.HandTurnedScheduler;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.fuzz.FrameMutator;
import io.sagemakerssh.core.session.fuzz.FuzzedHandshakes;
import io.sagemakerssh.core.session.fuzz.FuzzedSession;
import io.sagemakerssh.core.session.fuzz.Fuzzing;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a client says while an agent opens a session, that opens or says why not. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AgentHandshakeFuzzTest {
  private final FrameMutator mutator =
      FrameMutator.ofClientsHandshake(Fuzzing.SEED + 12, FuzzedSession.HANDSHAKE_SEQUENCES);
  private final Random random = new Random(Fuzzing.SEED);
  private final HandTurnedScheduler scheduler = new HandTurnedScheduler();
  private final FuzzedHandshakes handshakes =
      new FuzzedHandshakes("agent handshake", IOException.class, scheduler, random);

  @Test
  void portOpensOrSaysWhyNot() {
    fuzz(
        () -> {
          ScriptedPeer client = silent();
          AgentPortSession session = new AgentSessions(scheduler, client).port();
          return handshakes.run(
              client, mutator, () -> session.open(new JsonObject()), session.end(), session::close);
        });
  }

  @Test
  void forwardOpensOrSaysWhyNot() {
    fuzz(
        () -> {
          ScriptedPeer client = silent();
          AgentForwardSession session = new AgentSessions(scheduler, client).forward();
          return handshakes.run(
              client, mutator, () -> session.open(new JsonObject()), session.end(), session::close);
        });
  }

  @Test
  void encryptedShellOpensOrSaysWhyNot() {
    fuzz(
        () -> {
          ScriptedPeer client =
              random.nextInt(3) == 0 ? silent() : new EncryptingClient(random.nextBoolean()).peer();
          AgentShellSession session = new AgentSessions(scheduler, client).encryptedShell();
          return handshakes.run(
              client,
              mutator,
              () -> session.open("Standard_Stream"),
              session.end(),
              session::close);
        });
  }

  private static ScriptedPeer silent() {
    ScriptedPeer client = ScriptedPeer.client();
    client.acknowledgeAll();
    return client;
  }

  private void fuzz(IntSupplier session) {
    handshakes.fuzz(session);
    assertThat(handshakes.opened()).as("sessions that open").isPositive();
  }
}
