package io.sagemakerssh.core.session.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.session.channel.HandTurnedScheduler;
import io.sagemakerssh.core.session.forward.ForwardedConnection;
import io.sagemakerssh.core.session.wire.PayloadType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client's end, against an agent that says what PROTOCOL.md C.3 to C.6 has it say. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ForwardSessionTest {
  private static final String FORWARDING =
      "[{\"ActionType\":\"SessionType\",\"ActionParameters\":{\"SessionType\":\"Port\","
          + "\"Properties\":{\"portNumber\":\"80\",\"type\":\"LocalPortForwarding\"}}}]";
  private static final String SSH = FORWARDING.replace(",\"type\":\"LocalPortForwarding\"", "");
  private static final String STREAM_3_OPENS = "01 00 0000 03000000";

  private final HandTurnedScheduler scheduler = new HandTurnedScheduler();
  private final AgentScript agent = new AgentScript(scheduler);
  private final AtomicInteger refusals = new AtomicInteger();

  private CompletableFuture<ForwardSession> opening() {
    return agent.opening(
        client -> client.openForward(FakeSessionCalls.ticket("token"), refusals::incrementAndGet));
  }

  private ForwardSession open(String agentVersion) {
    CompletableFuture<ForwardSession> opening = opening();
    agent.handshake(agentVersion, FORWARDING);
    return opening.join();
  }

  @ParameterizedTest
  @CsvSource({"3.0.196.0,false", "3.0.197.0,true", "3.3.0.0,true", "2.3.722.0,false", "x,false"})
  void trap18AgentsVersionDecidesWhetherConnectionsShareTheSession(
      String version, boolean multiplexed) {
    assertThat(open(version).isMultiplexed()).isEqualTo(multiplexed);
  }

  @Test
  void multiplexedConnectionsCarryBytesBothWays() throws Exception {
    ForwardSession session = open("3.3.0.0");

    ForwardedConnection connection = session.connect();
    connection.output().write('a');
    agent.assertSent(PayloadType.OUTPUT, STREAM_3_OPENS + "01 02 0100 03000000 61");
    agent.bytes(PayloadType.OUTPUT, "01 02 0200 0300");
    agent.bytes(PayloadType.OUTPUT, "0000 6869 01 01 0000 03000000");
    assertThat(connection.input().readAllBytes()).asString().isEqualTo("hi");
  }

  @Test
  void closeTellsTheAgentToTerminate() {
    ForwardSession session = open("3.3.0.0");

    session.close();

    assertThat(agent.sent(PayloadType.FLAG)).isEqualTo("00000002");
    assertThatThrownBy(session::connect).hasMessageContaining("closed");
  }

  @Test
  void refusedConnectionIsTold() {
    open("3.3.0.0");

    agent.bytes(PayloadType.FLAG, "00000003");
    agent.bytes(PayloadType.FLAG, "00000003");

    await().untilAsserted(() -> assertThat(refusals).hasValue(2));
  }

  @Test
  void agentThatOpensAConnectionEndsTheSession() throws Exception {
    ForwardSession session = open("3.3.0.0");

    agent.bytes(PayloadType.OUTPUT, "01 00 0000 02000000");

    assertThat(session.end().get().text()).contains("opened a connection");
  }

  @ParameterizedTest
  @CsvSource({"3.1.1511.0, 0103000000000000", "3.1.1512.0, ''"})
  void trap19OnlyOldAgentsAreKeptAlive(String version, String expected) {
    open(version);

    scheduler.advance(Duration.ofSeconds(11));

    agent.assertSent(PayloadType.OUTPUT, expected);
  }

  @Test
  void documentForOneConnectionIsRefused() {
    CompletableFuture<ForwardSession> opening = opening();
    agent.handshake("3.3.0.0", SSH);

    assertThatThrownBy(opening::join)
        .hasCauseInstanceOf(UserError.class)
        .cause()
        .extracting(e -> ((UserError) e).why())
        .asString()
        .contains("does not forward");
    assertThat(agent.said(PayloadType.HANDSHAKE_RESPONSE)).contains("\"ActionStatus\":2");
  }

  @Test
  void serialConnectionHearsWhatThePortSaidBeforeItWasAskedFor() throws Exception {
    ForwardSession session = open("3.0.196.0");
    agent.say(PayloadType.OUTPUT, "220 ready");

    ForwardedConnection connection = session.connect();
    connection.output().write('q');

    assertThat(connection.input().readNBytes(9)).asString().isEqualTo("220 ready");
    agent.assertSent(PayloadType.OUTPUT, "71");
  }

  @Test
  void serialConnectionsFollowEachOther() throws Exception {
    ForwardSession session = open("3.0.196.0");
    ForwardedConnection first = session.connect();
    CompletableFuture<ForwardedConnection> second =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return session.connect();
              } catch (Exception failure) {
                throw new AssertionError(failure);
              }
            });

    first.close();
    first.close();

    ForwardedConnection next = second.get();
    assertThat(agent.sent(PayloadType.FLAG)).isEqualTo("00000001");
    agent.say(PayloadType.OUTPUT, "for the second");
    assertThat(next.input().readNBytes(14)).asString().isEqualTo("for the second");
  }

  @Test
  void whatComesBetweenTwoSerialConnectionsBelongsToNeither() throws Exception {
    ForwardSession session = open("3.0.196.0");
    session.connect().close();
    agent.say(PayloadType.OUTPUT, "late");

    ForwardedConnection next = session.connect();
    agent.say(PayloadType.OUTPUT, "new");

    assertThat(next.input().readNBytes(3)).asString().isEqualTo("new");
  }

  /** What the port says until the agent has closed it would be the next connection's. */
  @Test
  void nextSerialConnectionWaitsUntilTheAgentHasClosedTheOneBefore() throws Exception {
    ForwardSession session = open("3.0.196.0");
    ForwardedConnection first = session.connect();
    agent.peer().reactWith(message -> {});
    Thread closing = new Thread(first::close, "test-closing");
    closing.start();
    agent.assertSent(PayloadType.FLAG, "00000001");
    await().until(() -> closing.getState() == Thread.State.WAITING);

    agent.say(PayloadType.OUTPUT, "late");
    agent.peer().socket().received().forEach(agent.peer()::acknowledgeIfStream);
    closing.join();
    ForwardedConnection second = session.connect();
    agent.say(PayloadType.OUTPUT, "new");

    assertThat(second.input().readNBytes(3)).asString().isEqualTo("new");
  }

  /** The agent connects anew with the first byte behind the end of a connection. */
  @Test
  void whatIsWrittenToAClosedSerialConnectionIsNotTheNextConnections() throws Exception {
    ForwardSession session = open("3.0.196.0");
    ForwardedConnection first = session.connect();
    first.output().write('1');
    first.close();
    ForwardedConnection second = session.connect();
    assertThatThrownBy(() -> first.output().write('x')).hasMessageContaining("closed");
    second.output().write('2');
    assertThat(agent.sent(PayloadType.OUTPUT)).isEqualTo("3132");
  }

  @Test
  void serialConnectionFailsWithTheSession() {
    ForwardSession session = open("3.0.196.0");

    agent.peer().close("idle for too long");

    assertThatThrownBy(session::connect).hasMessageContaining("ended");
  }
}
