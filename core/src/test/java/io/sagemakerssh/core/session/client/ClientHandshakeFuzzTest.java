package io.sagemakerssh.core.session.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.HandTurnedScheduler;
import io.sagemakerssh.core.session.fuzz.FrameMutator;
import io.sagemakerssh.core.session.fuzz.FuzzedHandshakes;
import io.sagemakerssh.core.session.fuzz.FuzzedSession;
import io.sagemakerssh.core.session.fuzz.Fuzzing;
import io.sagemakerssh.core.session.wire.HandshakeRequest;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever an agent says while a client opens a session, that opens or says why not. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ClientHandshakeFuzzTest {
  private static final String PORT = "{\"portNumber\":\"22\"}";
  private static final String FORWARDING =
      "{\"portNumber\":\"80\",\"type\":\"LocalPortForwarding\"}";

  private final Random random = new Random(Fuzzing.SEED);
  private final HandTurnedScheduler scheduler = new HandTurnedScheduler();
  private final FuzzedHandshakes handshakes =
      new FuzzedHandshakes("client handshake", UserError.class, scheduler, random);
  private int encrypted;

  @Test
  void portOpensOrSaysWhyNot() {
    FrameMutator mutator = mutator("Port");
    handshakes.fuzz(
        () -> {
          ScriptedAgent agent = agent(ScriptedAgent.sessionType("Port", PORT));
          PortSession session =
              new PortSession("s-1", ChannelSettings.defaults(), scheduler, agent.peer());
          return handshakes.run(
              agent.peer(), mutator, session::open, session.end(), session::close);
        });
  }

  @Test
  void forwardOpensOrSaysWhyNot() {
    FrameMutator mutator = mutator("Port");
    handshakes.fuzz(
        () -> {
          ScriptedAgent agent = agent(ScriptedAgent.sessionType("Port", FORWARDING));
          ForwardSession session =
              new ForwardSession(
                  "s-1", ChannelSettings.defaults(), scheduler, agent.peer(), () -> {});
          return handshakes.run(
              agent.peer(), mutator, session::open, session.end(), session::close);
        });
  }

  @Test
  void shellOpensOrSaysWhyNot() {
    FrameMutator mutator = mutator("Standard_Stream");
    handshakes.fuzz(
        () -> {
          ScriptedAgent agent =
              agent(ScriptedAgent.sessionType("Standard_Stream", "{}"), ScriptedAgent.encryption());
          FakeDataKeys keys = new FakeDataKeys();
          if (random.nextInt(8) == 0) {
            keys.refuse("not allowed");
          }
          ShellSession session =
              new ShellSession(
                  "s-1",
                  ChannelSettings.defaults(),
                  scheduler,
                  agent.peer(),
                  new ClientEncryption(keys, "s-1", "mi-1"));
          int frames =
              handshakes.run(agent.peer(), mutator, session::open, session.end(), session::close);
          if (session.isEncrypted()) {
            encrypted++;
          }
          return frames;
        });
    assertThat(encrypted).isPositive();
    assertThat(handshakes.opened()).as("sessions that open").isPositive();
  }

  private static FrameMutator mutator(String sessionType) {
    return FrameMutator.ofAgentsHandshake(
        Fuzzing.SEED + 10, FuzzedSession.HANDSHAKE_SEQUENCES, sessionType);
  }

  /** One that has asked already in half of the cases. */
  private ScriptedAgent agent(HandshakeRequest.Action... actions) {
    return random.nextBoolean() ? ScriptedAgent.asking(actions) : ScriptedAgent.silent();
  }
}
