package io.sagemakerssh.local.submit;

import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.submit.SshOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

/**
 * How SSH is to run in a job: as the user has chosen, else as the request's environment says, else
 * as usual.
 */
record SshChoice(CreateTrainingJobRequest request, SubmitChoices choices) {

  /**
   * The options.
   *
   * @param caller the caller's UserId, asked only if nothing else names an owner
   * @throws UserError with {@link ExitCode#REQUEST_REFUSED} if the request's environment has a
   *     number that is none, or names no role
   */
  SshOptions options(Supplier<String> caller) {
    String role =
        choices
            .ssmRole()
            .or(() -> variable(ContainerVariables.SSH_SSM_ROLE))
            .or(() -> Optional.ofNullable(request.roleArn()))
            .orElseThrow(
                () -> refused("it has no RoleArn", "Add the role that the job runs under."));
    String owner =
        choices.owner().or(() -> variable(ContainerVariables.SSH_OWNER_TAG)).orElseGet(caller);
    Optional<Duration> waitTime =
        choices
            .waitTime()
            .or(() -> number(ContainerVariables.SSH_WAIT_TIME_SECONDS).map(Duration::ofSeconds));
    Optional<Integer> count =
        choices
            .instanceCount()
            .or(() -> number(ContainerVariables.SSH_INSTANCE_COUNT).map(Math::toIntExact));
    SshOptions options = SshOptions.of(role, owner);
    options = waitTime.map(options::withWaitTime).orElse(options);
    return count.map(options::withInstanceCount).orElse(options);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(request.environment().get(name)).filter(text -> !text.isBlank());
  }

  private Optional<Long> number(String name) {
    return variable(name)
        .map(
            text -> {
              if (!text.matches("\\d{1,9}")) {
                throw refused(
                    "its environment has " + name + "=" + text,
                    "Write a whole number there, or leave it out.");
              }
              return Long.valueOf(text);
            });
  }

  private UserError refused(String why, String advice) {
    return new UserError(
        ExitCode.REQUEST_REFUSED,
        "Cannot use the request for job '" + request.trainingJobName() + "'",
        why,
        advice);
  }
}
