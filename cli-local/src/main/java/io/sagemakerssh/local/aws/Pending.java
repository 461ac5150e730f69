package io.sagemakerssh.local.aws;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** An answer that is being found out on another thread. */
public final class Pending<T> {
  private final CompletableFuture<T> answer;

  private Pending(CompletableFuture<T> answer) {
    this.answer = answer;
  }

  /** Begins to ask. */
  public static <T> Pending<T> of(Supplier<T> question, Executor executor) {
    return new Pending<>(CompletableFuture.supplyAsync(question, executor));
  }

  /**
   * Asks side by side, and waits for all answers.
   *
   * @return the answers in the order of the questions
   * @throws RuntimeException what the first question in that order threw that did throw
   */
  public static <T> List<T> all(List<Supplier<T>> questions, Executor executor) {
    List<Pending<T>> asked = questions.stream().map(one -> of(one, executor)).toList();
    return asked.stream().map(Pending::get).toList();
  }

  /** Whether {@link #get} need not wait. */
  public boolean isDone() {
    return answer.isDone();
  }

  /**
   * Waits for the answer.
   *
   * @throws RuntimeException what the question threw
   */
  public T get() {
    try {
      return answer.join();
    } catch (CompletionException failed) {
      throw failure(failed);
    }
  }

  /** What was thrown on the other thread, of the exception that a future puts around it. */
  public static RuntimeException failure(Exception ofFuture) {
    return ofFuture.getCause() instanceof RuntimeException why
        ? why
        : new IllegalStateException(ofFuture.getCause());
  }
}
