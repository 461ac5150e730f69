package io.sagemakerssh.core.diagnosis;

import io.sagemakerssh.core.diagnosis.Finding.Status;
import io.sagemakerssh.core.error.ExitCode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that was found.
 *
 * @param examined in the order of the checks
 */
public record Diagnosis(List<Examined> examined) {
  public Diagnosis {
    examined = List.copyOf(examined);
  }

  /**
   * The one cause: the first warning that the first failure builds on, else that failure itself. A
   * warning that something in order builds on explains nothing behind that.
   */
  public Optional<Examined> cause() {
    return examined.stream()
        .filter(one -> one.finding().status() == Status.FAIL)
        .findFirst()
        .map(failure -> warningBehind(failure).orElse(failure));
  }

  /** What is not as it should be, though nothing fails of it. */
  public List<Examined> warnings() {
    return examined.stream().filter(one -> one.finding().status() == Status.WARN).toList();
  }

  /** The cause's; {@link ExitCode#OK} if nothing fails. */
  public ExitCode exitCode() {
    return cause().map(cause -> cause.finding().exitCode()).orElse(ExitCode.OK);
  }

  private Optional<Examined> warningBehind(Examined failure) {
    Set<String> behind = new HashSet<>(failure.needs());
    Optional<Examined> first = Optional.empty();
    for (int index = examined.indexOf(failure) - 1; index >= 0; index--) {
      Examined one = examined.get(index);
      if (behind.contains(one.name()) && one.finding().status() == Status.WARN) {
        behind.addAll(one.needs());
        first = Optional.of(one);
      }
    }
    return first;
  }
}
