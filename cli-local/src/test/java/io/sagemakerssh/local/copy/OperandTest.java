package io.sagemakerssh.local.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperandTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "./a:b", "/a:b", "dir/a:b", "-a", "~", "~/a", " ", "ü 'x'"})
  void aPathOfThisMachineStaysAsItIs(String text) {
    assertThat(Operand.parse(text)).isEqualTo(new Operand(Optional.empty(), text));
  }

  @ParameterizedTest
  @CsvSource({
    "job:a, job, a",
    "job:/opt/ml, job, /opt/ml",
    "job:, job, ''",
    "job:~, job, ''",
    "job:~/, job, ''",
    "job:~/a b, job, a b",
    "job:~//a, job, a",
    "job:./~a, job, ./~a",
    "job:a:b, job, a:b",
    "algo-2.job.training.sagemaker:a, algo-2.job.training.sagemaker, a",
    "mi-0123456789abcdef0:a, mi-0123456789abcdef0, a"
  })
  void aColonBeforeAnySlashEndsTheJobsName(String text, String job, String path) {
    assertThat(Operand.parse(text)).isEqualTo(new Operand(Optional.of(job), path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":a", "job:~jane/a", "job:~jane"})
  void whatNamesNoFileIsRefused(String text) {
    assertThatThrownBy(() -> Operand.parse(text))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE));
  }
}
