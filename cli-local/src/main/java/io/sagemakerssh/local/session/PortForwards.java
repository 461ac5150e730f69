package io.sagemakerssh.local.session;

import io.sagemakerssh.core.error.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Several forwarded ports that begin and end together. */
public final class PortForwards implements AutoCloseable {
  private final List<PortForward> all = new ArrayList<>();

  private PortForwards() {}

  /** Takes all the local ports, or none. */
  public static PortForwards bind(List<ForwardedPort> ports) {
    PortForwards forwards = new PortForwards();
    try {
      ports.forEach(port -> forwards.all.add(PortForward.bind(port)));
    } catch (UserError taken) {
      forwards.close();
      throw taken;
    }
    return forwards;
  }

  public List<PortForward> all() {
    return List.copyOf(all);
  }

  /** Waits until the first of the sessions has ended, and says why. */
  public UserError awaitEnd() throws InterruptedException {
    CompletableFuture<?>[] ends =
        all.stream()
            .map(
                forward ->
                    forward.end().thenApply(end -> SessionEnds.explain(forward.sessionId(), end)))
            .toArray(CompletableFuture<?>[]::new);
    try {
      return (UserError) CompletableFuture.anyOf(ends).get();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    all.forEach(PortForward::close);
  }
}
