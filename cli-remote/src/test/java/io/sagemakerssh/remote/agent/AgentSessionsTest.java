package io.sagemakerssh.remote.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.core.session.wire.TaskComplete;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What all kinds of sessions have in common, with sessions that do nothing until they end. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class AgentSessionsTest {
  private static final int MOST = 200;

  private final RecordedChannel service = new RecordedChannel();
  private final SessionCount count = mock(SessionCount.class);
  private final AtomicInteger open = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private AutoCloseable session = over::countDown;
  private final AgentSessions sessions =
      new AgentSessions(
          Map.of("Port", (task, opened) -> serve(opened.test(session))),
          "mi-1",
          DaemonThreads.named("session"),
          count);

  private void serve(boolean isWanted) throws InterruptedException {
    open.incrementAndGet();
    if (isWanted) {
      over.await();
    }
  }

  @AfterEach
  void end() {
    over.countDown();
  }

  private void start(String id) {
    JsonObject document = new JsonObject();
    document.addProperty("sessionType", "Port");
    sessions.onStart(service.channel(), new StartSessionTask(id, "doc", document, Map.of(), ""));
  }

  /** What it said about one that it has would end that one at the client. */
  @Test
  void oneMoreThanItTakesIsRefusedButOneThatItHasIsNot() throws Exception {
    for (int i = 0; i < MOST; i++) {
      start("user-" + i);
    }
    start("user-7");
    assertThat(service.isSilent()).isTrue();
    start("one-more");
    TaskComplete refused = service.nextTaskComplete();
    assertThat(refused.sessionId()).isEqualTo("one-more");
    assertThat(refused.status()).isEqualTo("Failed");
    assertThat(refused.output()).contains("Too many");
  }

  @Test
  void aSlowDiskKeepsTheServiceFromNothing() throws Exception {
    doAnswer(
            call -> {
              over.await();
              return null;
            })
        .when(count)
        .add(any());
    start("user-1");
    over.countDown();
    assertThat(service.nextTaskComplete().status()).isEqualTo("Success");
  }

  @Test
  void allEndAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    session =
        () -> {
          both.countDown();
          both.await();
        };
    start("user-1");
    start("user-2");
    await().until(() -> open.get() == 2);
    sessions.close();
    assertThat(both.getCount()).isZero();
  }
}
