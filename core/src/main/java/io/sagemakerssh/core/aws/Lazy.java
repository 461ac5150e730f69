package io.sagemakerssh.core.aws;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A value made when first asked for, once, whichever thread asks. A failure is thrown again at each
 * call.
 */
public final class Lazy<T> implements Supplier<T> {
  private final Supplier<? extends T> maker;
  private T value;

  private Lazy(Supplier<? extends T> maker) {
    this.maker = maker;
  }

  /** A value that is not made yet. */
  public static <T> Lazy<T> of(Supplier<? extends T> maker) {
    return new Lazy<>(maker);
  }

  @Override
  public synchronized T get() {
    if (value == null) {
      value = maker.get();
    }
    return value;
  }

  synchronized void ifMade(Consumer<? super T> action) {
    if (value != null) {
      action.accept(value);
    }
  }
}
