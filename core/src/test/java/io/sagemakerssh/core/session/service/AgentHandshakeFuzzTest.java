package io.sagemakerssh.core.session.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.channel.HandTurnedScheduler;
import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.fuzz.FrameMutator;
import io.sagemakerssh.core.session.fuzz.FuzzedSession;
import io.sagemakerssh.core.session.fuzz.Fuzzing;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a client says while an agent opens a session, that opens or says why not. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AgentHandshakeFuzzTest {
  private final FrameMutator mutator =
      FrameMutator.ofClientsHandshake(Fuzzing.SEED + 12, FuzzedSession.HANDSHAKE_SEQUENCES);
  private final Random random = new Random(Fuzzing.SEED);
  private final HandTurnedScheduler scheduler = new HandTurnedScheduler();
  private int opened;
  private int refused;

  private interface Session {
    int fuzz();
  }

  private interface Opening {
    void run() throws IOException;
  }

  @Test
  void portOpensOrSaysWhyNot() {
    fuzz(
        () -> {
          ScriptedPeer client = silent();
          AgentPortSession session =
              new AgentPortSession("s-1", ChannelSettings.defaults(), scheduler, client, "3.3.0.0");
          return run(client, () -> session.open(new JsonObject()), session.end(), session::close);
        });
  }

  @Test
  void forwardOpensOrSaysWhyNot() {
    fuzz(
        () -> {
          ScriptedPeer client = silent();
          AgentForwardSession session =
              new AgentForwardSession(
                  "s-1", ChannelSettings.defaults(), scheduler, client, "3.3.0.0");
          return run(client, () -> session.open(new JsonObject()), session.end(), session::close);
        });
  }

  @Test
  void encryptedShellOpensOrSaysWhyNot() {
    fuzz(
        () -> {
          ScriptedPeer client =
              random.nextInt(3) == 0 ? silent() : new EncryptingClient(random.nextBoolean()).peer();
          AgentEncryption encryption = new AgentEncryption(new FakeKms(), "key-1", "s-1", "mi-1");
          AgentShellSession session =
              new AgentShellSession(
                  "s-1",
                  ChannelSettings.defaults(),
                  scheduler,
                  client,
                  "3.3.0.0",
                  Optional.of(encryption),
                  size -> {});
          return run(client, () -> session.open("Standard_Stream"), session.end(), session::close);
        });
  }

  private static ScriptedPeer silent() {
    ScriptedPeer client = ScriptedPeer.client();
    client.acknowledgeAll();
    return client;
  }

  private void fuzz(Session session) {
    int frames = 0;
    while (frames < FuzzedSession.HANDSHAKE_FRAMES) {
      frames += session.fuzz();
    }
    assertThat(opened).as("sessions that open").isPositive();
    assertThat(refused).as("sessions that do not").isPositive();
  }

  private int run(
      ScriptedPeer client, Opening open, CompletableFuture<SessionEnd> end, Runnable close) {
    CompletableFuture<Boolean> opening = new CompletableFuture<>();
    scheduler.execute(
        () -> {
          try {
            open.run();
            opening.complete(true);
          } catch (IOException why) {
            opening.complete(false);
          }
        });
    int frames =
        new FuzzedSession("agent handshake", client, end, scheduler::advance, scheduler::settle)
            .runHandshake(mutator, random, close);
    assertThat(opening).as("seed %d", Fuzzing.SEED).succeedsWithin(Duration.ofSeconds(30));
    if (opening.join()) {
      opened++;
    } else {
      refused++;
    }
    return frames;
  }
}
