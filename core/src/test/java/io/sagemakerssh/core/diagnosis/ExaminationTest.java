package io.sagemakerssh.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.diagnosis.Finding.Status;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ExaminationTest {
  private record Scripted(String name, Set<String> needs, Supplier<Finding> answer)
      implements Check {
    @Override
    public Finding look() {
      return answer.get();
    }
  }

  private static Check check(String name, Finding finding, String... needs) {
    return new Scripted(name, Set.of(needs), () -> finding);
  }

  private static Diagnosis run(Check... checks) {
    return new Examination(List.of(checks), Runnable::run).run(one -> {});
  }

  private static Finding ok() {
    return Finding.ok("fine");
  }

  private static Finding fail(ExitCode code) {
    return Finding.fail("broken", "mend it", code);
  }

  private static Finding warn(ExitCode code) {
    return Finding.warn("odd", "mend it", code);
  }

  private static String cause(Diagnosis diagnosis) {
    return diagnosis.cause().map(Examined::name).orElse("none");
  }

  @Test
  void whatBuildsOnAFailureIsSkippedAndTheFailureIsTheCause() {
    Diagnosis diagnosis =
        run(
            check("a", ok()),
            check("b", fail(ExitCode.TIMEOUT), "a"),
            check("c", fail(ExitCode.BUG), "b"),
            check("d", fail(ExitCode.BUG), "c"));

    assertThat(diagnosis.examined())
        .extracting(one -> one.finding().status())
        .containsExactly(Status.OK, Status.FAIL, Status.SKIPPED, Status.SKIPPED);
    assertThat(cause(diagnosis)).isEqualTo("b");
    assertThat(diagnosis.exitCode()).isEqualTo(ExitCode.TIMEOUT);
  }

  @Test
  void aWarningThatAFailureBuildsOnIsTheCause() {
    Diagnosis diagnosis =
        run(
            check("other", warn(ExitCode.BUG)),
            check("role", warn(ExitCode.ACCESS_DENIED)),
            check("log", warn(ExitCode.BUG), "role"),
            check("instance", fail(ExitCode.TIMEOUT), "log"));

    assertThat(cause(diagnosis)).isEqualTo("role");
    assertThat(diagnosis.exitCode()).isEqualTo(ExitCode.ACCESS_DENIED);
  }

  @Test
  void aWarningIsNotTheCauseIfWhatBuildsOnItIsInOrder() {
    Diagnosis diagnosis =
        run(
            check("clock", warn(ExitCode.BUG)),
            check("identity", ok(), "clock"),
            check("session", fail(ExitCode.TIMEOUT), "identity"));

    assertThat(cause(diagnosis)).isEqualTo("session");
  }

  @Test
  void warningsAloneAreNoCause() {
    Diagnosis diagnosis = run(check("a", warn(ExitCode.BUG)), check("b", ok(), "a"));

    assertThat(diagnosis.cause()).isEmpty();
    assertThat(diagnosis.warnings()).extracting(Examined::name).containsExactly("a");
    assertThat(diagnosis.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void whatCannotBeKnownBlocksNothing() {
    Diagnosis diagnosis = run(check("a", Finding.unknown("denied")), check("b", ok(), "a"));

    assertThat(diagnosis.examined().get(1).finding().status()).isEqualTo(Status.OK);
  }

  @Test
  void anErrorIsAFindingAndABugIsOneToo() {
    Diagnosis diagnosis =
        run(
            new Scripted(
                "a",
                Set.of(),
                () -> {
                  throw new UserError(ExitCode.NO_REGION, "what", "why", "do");
                }),
            new Scripted(
                "b",
                Set.of(),
                () -> {
                  throw new IllegalStateException("oops");
                }));

    assertThat(diagnosis.examined())
        .extracting(Examined::finding)
        .extracting(Finding::text, Finding::mend, Finding::exitCode)
        .first()
        .isEqualTo(org.assertj.core.groups.Tuple.tuple("what: why", "do", ExitCode.NO_REGION));
    assertThat(diagnosis.examined().get(1).finding().exitCode()).isEqualTo(ExitCode.BUG);
  }

  @Test
  void independentChecksAreMadeSideBySide() throws InterruptedException {
    CountDownLatch both = new CountDownLatch(2);
    Supplier<Finding> meets =
        () -> {
          both.countDown();
          try {
            return both.await(30, TimeUnit.SECONDS) ? ok() : fail(ExitCode.TIMEOUT);
          } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Diagnosis diagnosis =
          new Examination(
                  List.of(new Scripted("a", Set.of(), meets), new Scripted("b", Set.of(), meets)),
                  threads)
              .run(one -> {});
      assertThat(diagnosis.cause()).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void isToldOfTheChecksInTheirOrder() {
    List<String> told = new ArrayList<>();

    new Examination(List.of(check("a", ok()), check("b", ok(), "a")), Runnable::run)
        .run(one -> told.add(DiagnosisReport.line(one)));

    assertThat(told).hasSize(2);
    assertThat(told.get(0)).matches("ok +a +fine");
  }

  @Test
  void aNeedThatComesLaterIsABug() {
    assertThatThrownBy(
            () -> new Examination(List.of(check("a", ok(), "b"), check("b", ok())), Runnable::run))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theReportEndsWithTheCauseAndItsMend() {
    Diagnosis diagnosis = run(check("a", Finding.fail("x\033[2J", "y\nz", ExitCode.TIMEOUT)));

    assertThat(DiagnosisReport.conclusion(diagnosis, "well"))
        .containsExactly("Cause: a: x?[2J", "Do: y z");
    assertThat(DiagnosisReport.json(diagnosis).getAsJsonObject("cause").get("exitCode").getAsInt())
        .isEqualTo(25);
    assertThat(DiagnosisReport.conclusion(run(check("a", ok())), "well")).containsExactly("well");
  }
}
