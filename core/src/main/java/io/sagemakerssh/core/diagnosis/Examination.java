package io.sagemakerssh.core.diagnosis;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Makes checks side by side, each as soon as all that it builds on has been looked at. */
public final class Examination {
  private final List<Check> checks;
  private final Executor executor;

  /**
   * An examination.
   *
   * @param checks each behind those that it needs
   * @param executor makes several checks at a time; a check waits for none on its threads
   * @throws IllegalArgumentException if a check needs one that is not before it
   */
  public Examination(List<Check> checks, Executor executor) {
    this.checks = List.copyOf(checks);
    this.executor = executor;
    for (int index = 0; index < checks.size(); index++) {
      List<String> before = checks.subList(0, index).stream().map(Check::name).toList();
      if (!before.containsAll(checks.get(index).needs())) {
        throw new IllegalArgumentException(
            checks.get(index).name() + " needs a check that is not before it");
      }
    }
  }

  /**
   * Makes all checks.
   *
   * @param told of each check, in their order, as soon as it and those before it are made
   */
  public Diagnosis run(Consumer<Examined> told) {
    Map<String, CompletableFuture<Finding>> findings = new LinkedHashMap<>();
    for (Check check : checks) {
      List<CompletableFuture<Finding>> needs = check.needs().stream().map(findings::get).toList();
      findings.put(
          check.name(),
          CompletableFuture.allOf(needs.toArray(CompletableFuture[]::new))
              .thenApplyAsync(ready -> finding(check, findings), executor));
    }
    return new Diagnosis(
        checks.stream()
            .map(
                check -> {
                  Examined one =
                      new Examined(check.name(), check.needs(), findings.get(check.name()).join());
                  told.accept(one);
                  return one;
                })
            .toList());
  }

  private static Finding finding(Check check, Map<String, CompletableFuture<Finding>> findings) {
    for (String need : check.needs()) {
      if (findings.get(need).join().blocks()) {
        return Finding.skipped(need);
      }
    }
    try {
      return check.look();
    } catch (UserError error) {
      return Finding.fail(error);
    } catch (RuntimeException bug) {
      return Finding.fail(
          "an unexpected error, most likely a bug of ours: " + bug,
          "Please report it, with what --bundle writes.",
          ExitCode.BUG);
    }
  }
}
