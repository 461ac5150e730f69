package io.sagemakerssh.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PendingTest {

  @Test
  void questionsAreAskedSideBySideAndAnsweredInOrder() {
    CountDownLatch secondAsked = new CountDownLatch(1);
    Supplier<String> first =
        () -> {
          awaitIt(secondAsked);
          return "first";
        };
    Supplier<String> second =
        () -> {
          secondAsked.countDown();
          return "second";
        };

    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      assertThat(Pending.all(List.of(first, second), threads)).containsExactly("first", "second");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatTheQuestionThrewIsThrownItself() {
    IllegalStateException why = new IllegalStateException("no");

    Pending<String> pending =
        Pending.of(
            () -> {
              throw why;
            },
            Runnable::run);

    assertThatThrownBy(pending::get).isSameAs(why);
  }

  private static void awaitIt(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
