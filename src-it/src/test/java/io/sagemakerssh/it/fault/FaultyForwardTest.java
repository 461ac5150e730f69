package io.sagemakerssh.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.client.ForwardSession;
import io.sagemakerssh.core.session.client.SessionClient;
import io.sagemakerssh.core.session.client.SsmSessionCalls;
import io.sagemakerssh.core.session.forward.ForwardedConnection;
import io.sagemakerssh.core.session.service.AgentForwardSession;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.core.web.WebClient;
import io.sagemakerssh.it.localaws.TestAgent;
import io.sagemakerssh.it.localaws.TestAws;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.SsmClient;

/** As {@link FaultyTransferTest}, for several connections multiplexed in one session. */
class FaultyForwardTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private static final long SEED = Long.getLong("fault.seed", 1);
  private static final int SCALE = Integer.getInteger("fault.scale", 1);
  private static final long MEBIBYTE = 1 << 20;
  private static final int CONNECTIONS = 4;

  /** All connections together, each way. */
  private static final long LENGTH = 16 * MEBIBYTE * SCALE;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  @TempDir Path directory;

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void connectionsPassWholeThroughCutAfterCut() throws Exception {
    FaultPlan plan = new FaultPlan(FaultPolicy.cutting(2 * MEBIBYTE), SEED);
    try (FaultProxy proxy = FaultProxy.start(AWS.endpoint(), plan);
        SsmClient ssm = LocalSession.ssmThrough(AWS, proxy);
        TestAgent agent =
            TestAgent.online(
                AWS.aws(),
                proxy.endpoint(),
                directory,
                "faulty-forward",
                "AIDA",
                ChannelSettings.defaults());
        SessionClient client =
            new SessionClient(
                new SsmSessionCalls(ssm), WebClient.direct(), ChannelSettings.defaults())) {
      Future<AgentForwardSession> opening = threads.submit(() -> serve(agent));
      ForwardSession session = client.forward(agent.id(), 80, () -> {});
      try (AgentForwardSession served = opening.get(30, TimeUnit.SECONDS)) {
        transfer(session, served, proxy);
      }
      assertThat(proxy.counts().cuts()).isGreaterThan(3);
    }
  }

  private static AgentForwardSession serve(TestAgent agent) throws Exception {
    StartSessionTask task = agent.takeSession();
    return agent
        .messages()
        .openForwardSession(task.sessionId(), task.documentContent().getAsJsonObject("properties"));
  }

  private static void transfer(ForwardSession client, AgentForwardSession agent, FaultProxy proxy)
      throws Exception {
    assertThat(client.isMultiplexed()).isTrue();
    List<CompletableFuture<Void>> transfers = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      ForwardedConnection near = client.connect();
      ForwardedConnection far = agent.accept().orElseThrow();
      transfers.addAll(bothWays(near, far, 2L * i));
    }
    try {
      CompletableFuture.allOf(transfers.toArray(CompletableFuture[]::new))
          .get(120L * SCALE, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException failure) {
      throw new AssertionError("With " + proxy, failure);
    }
  }

  private static List<CompletableFuture<Void>> bothWays(
      ForwardedConnection near, ForwardedConnection far, long seed) {
    long length = LENGTH / CONNECTIONS;
    return List.of(
        Transfer.send(near.output(), seed, length),
        Transfer.receive(far.input(), seed, length),
        Transfer.send(far.output(), seed + 1, length),
        Transfer.receive(near.input(), seed + 1, length));
  }
}
