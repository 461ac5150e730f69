package io.sagemakerssh.local.doctor;

import java.util.function.Supplier;

/** Something that is found out once, whichever check asks first; so is that it cannot be. */
final class Fact<T> {
  private final Supplier<T> question;
  private T answer;
  private RuntimeException failure;

  Fact(Supplier<T> question) {
    this.question = question;
  }

  synchronized T get() {
    if (failure != null) {
      throw failure;
    }
    if (answer == null) {
      try {
        answer = question.get();
      } catch (RuntimeException why) {
        failure = why;
        throw why;
      }
    }
    return answer;
  }
}
