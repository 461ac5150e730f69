package io.sagemakerssh.core.testing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the test during which a background thread died of an exception. Registered for every test
 * of every module through {@code META-INF/services}.
 */
public final class BackgroundFailures
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    Queue<Throwable> failures = failures(context);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) ->
            failures.add(new AssertionError("Thread '" + thread.getName() + "' died", failure)));
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    throwFirst(context);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    throwFirst(context);
  }

  private static void throwFirst(ExtensionContext context) {
    Throwable failure = failures(context).poll();
    if (failure != null) {
      throw new AssertionError("An exception in a background thread", failure);
    }
  }

  @SuppressWarnings("unchecked")
  private static Queue<Throwable> failures(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(BackgroundFailures.class))
        .getOrComputeIfAbsent("failures", key -> new ConcurrentLinkedQueue<>(), Queue.class);
  }
}
