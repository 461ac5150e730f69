package io.sagemakerssh.it.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.client.PortSession;
import io.sagemakerssh.core.session.client.SessionCalls;
import io.sagemakerssh.core.session.client.SessionClient;
import io.sagemakerssh.core.session.client.SessionTicket;
import io.sagemakerssh.core.session.client.SsmSessionCalls;
import io.sagemakerssh.core.session.service.AgentPortSession;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.core.session.wire.TaskComplete;
import io.sagemakerssh.core.web.WebClient;
import io.sagemakerssh.it.localaws.TestAgent;
import io.sagemakerssh.it.localaws.TestAws;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions that carry a line and end at once, hundreds of them over real sockets: what is lost
 * where a session begins or ends shows here. For longer with {@code -Dsessions.seconds}.
 */
class BriefSessionsTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private static final long SEED = Long.getLong("fault.seed", 1);
  private static final Duration DURATION = Duration.ofSeconds(Long.getLong("sessions.seconds", 4));
  private static final int PLAYERS = 2;
  private static final int ONE_IN = 6;

  /** More than one message. */
  private static final int LONG_LINE = 3000;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  @TempDir Path directory;

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void carryTheirLine(boolean withCuts) throws Exception {
    List<Future<Integer>> players = new ArrayList<>();
    for (int i = 0; i < PLAYERS; i++) {
      int number = i;
      players.add(threads.submit(() -> play(number, withCuts)));
    }
    int sessions = 0;
    for (Future<Integer> player : players) {
      sessions += player.get(DURATION.toSeconds() + 60, TimeUnit.SECONDS);
    }

    assertThat(sessions).isPositive();
    assertThat(AWS.aws().faults().violations().latest()).isEmpty();
  }

  /** One session after the other; how many there were. */
  private int play(int number, boolean withCuts) throws Exception {
    SplittableRandom random = new SplittableRandom(SEED + number);
    SessionCalls calls = new SsmSessionCalls(AWS.ssm());
    long end = System.nanoTime() + DURATION.toNanos();
    int sessions = 0;
    try (TestAgent agent =
            TestAgent.online(AWS.aws(), directory, "brief-" + number + withCuts, "AIDA");
        SessionClient client =
            new SessionClient(calls, WebClient.direct(), ChannelSettings.defaults())) {
      while (System.nanoTime() < end) {
        String name = "player " + number + ", session " + sessions++ + ", seed " + SEED;
        try {
          new Brief(agent, client, calls, random, withCuts).play();
        } catch (Exception | AssertionError failure) {
          throw new AssertionError(name, failure);
        }
      }
    }
    return sessions;
  }

  /** One session: greeting, line, the line again, end. */
  private final class Brief {
    private final TestAgent agent;
    private final SessionClient client;
    private final SessionCalls calls;
    private final SplittableRandom random;
    private final boolean withCuts;
    private final boolean agentGreets;
    private final boolean agentEnds;
    private final String line;

    Brief(
        TestAgent agent,
        SessionClient client,
        SessionCalls calls,
        SplittableRandom random,
        boolean withCuts) {
      this.agent = agent;
      this.client = client;
      this.calls = calls;
      this.random = random;
      this.withCuts = withCuts;
      this.agentGreets = random.nextBoolean();
      this.agentEnds = random.nextBoolean() && !withCuts;
      this.line = "x".repeat(random.nextBoolean() ? 1 : random.nextInt(LONG_LINE)) + "\n";
    }

    void play() throws Exception {
      SessionTicket ticket =
          calls.start(agent.id(), "AWS-StartSSHSession", Map.of("portNumber", List.of("22")));
      StartSessionTask task = agent.takeSession(ticket.sessionId());
      Future<?> atAgent = threads.submit(() -> serve(task));
      cut();
      try {
        use(ticket);
      } catch (IOException | RuntimeException | AssertionError failure) {
        addFailure(failure, atAgent);
        throw failure;
      }
      atAgent.get(30, TimeUnit.SECONDS);
    }

    /** The agent's may be the cause of the client's. */
    private void addFailure(Throwable failure, Future<?> atAgent) throws InterruptedException {
      try {
        atAgent.get(30, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException too) {
        failure.addSuppressed(too);
      }
    }

    private void use(SessionTicket ticket) throws IOException {
      try (PortSession session = client.open(ticket)) {
        if (agentGreets) {
          assertThat(session.input().readNBytes(5)).asString().isEqualTo("hello");
        }
        session.output().write(line.getBytes(UTF_8));
        cut();
        assertThat(session.input().readNBytes(line.length())).asString().isEqualTo(line);
        if (agentEnds) {
          assertThat(session.input().readAllBytes()).isEmpty();
        } else if (!withCuts) {
          session.output().write(line.getBytes(UTF_8));
        }
      }
    }

    private Void serve(StartSessionTask task) throws IOException {
      try (AgentPortSession session =
          agent
              .messages()
              .openPortSession(
                  task.sessionId(), task.documentContent().getAsJsonObject("properties"))) {
        if (agentGreets) {
          session.output().write("hello".getBytes(UTF_8));
        }
        byte[] read = session.input().readNBytes(line.length());
        assertThat(read).asString().isEqualTo(line);
        session.output().write(read);
        if (!agentEnds) {
          assertEnd(session.input());
        }
      } finally {
        agent.completeTask(task.sessionId(), TaskComplete.SUCCESS, "");
      }
      return null;
    }

    /**
     * The line once more and no other byte. Who ends a session waits 2 s for acknowledgements,
     * which a connection that is cut meanwhile may exceed: with cuts nothing is under way at the
     * end.
     */
    private void assertEnd(InputStream input) throws IOException {
      try {
        assertThat(input.readAllBytes()).asString().isEqualTo(withCuts ? "" : line);
      } catch (IOException late) {
        // Whoever is cut off while the other leaves hears of it late, and from the service.
        if (!withCuts) {
          throw late;
        }
      }
    }

    private void cut() {
      if (withCuts && random.nextInt(ONE_IN) == 0) {
        if (random.nextBoolean()) {
          AWS.aws().faults().disconnectClients();
        } else {
          AWS.aws().faults().disconnectAgents();
        }
      }
    }
  }
}
