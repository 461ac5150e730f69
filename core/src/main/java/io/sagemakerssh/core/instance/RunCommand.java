package io.sagemakerssh.core.instance;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.polling.Polling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationRequest;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InvalidInstanceIdException;
import software.amazon.awssdk.services.ssm.model.InvocationDoesNotExistException;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;

/** SSM Run Command: runs shell scripts on a managed instance and awaits their end. */
public final class RunCommand {
  private static final String DOCUMENT = "AWS-RunShellScript";

  /** The least that SSM takes. */
  private static final int DELIVERY_TIMEOUT_SECONDS = 30;

  /** Half a minute for the delivery, as much for the script. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final Set<String> UNFINISHED =
      Set.of("Pending", "InProgress", "Delayed", "Cancelling");

  private final Supplier<SsmClient> ssm;
  private final Polling polling;

  public RunCommand(Supplier<SsmClient> ssm) {
    this(ssm, Polling.of(Duration.ofMillis(50), Duration.ofSeconds(1), TIMEOUT));
  }

  RunCommand(Supplier<SsmClient> ssm, Polling polling) {
    this.ssm = ssm;
    this.polling = polling;
  }

  /**
   * Runs a script with the instance's shell.
   *
   * @param comment shown in SSM's command history
   * @throws UserError if the command cannot be sent, or did not end within a minute ({@link
   *     ExitCode#TIMEOUT})
   */
  public CommandResult run(InstanceId instance, String comment, List<String> lines) {
    String command = send(instance, comment, lines);
    return polling
        .until(left -> result(command, instance))
        .orElseThrow(
            () ->
                new UserError(
                    ExitCode.TIMEOUT,
                    "The command on instance " + instance + " did not end in time",
                    "Run Command "
                        + command
                        + " was still unfinished after "
                        + polling.timeout().toSeconds()
                        + " s",
                    "See what it does: aws ssm get-command-invocation --command-id "
                        + command
                        + " --instance-id "
                        + instance));
  }

  private String send(InstanceId instance, String comment, List<String> lines) {
    SendCommandRequest request =
        SendCommandRequest.builder()
            .documentName(DOCUMENT)
            .instanceIds(instance.value())
            .comment(comment)
            .timeoutSeconds(DELIVERY_TIMEOUT_SECONDS)
            .parameters(Map.of("commands", lines))
            .build();
    AwsCall call =
        new AwsCall(
            "run a command on instance " + instance,
            "ssm:SendCommand",
            "arn:aws:ssm:*:*:managed-instance/" + instance);
    return call.make(
        () -> {
          try {
            return ssm.get().sendCommand(request).command().commandId();
          } catch (InvalidInstanceIdException offline) {
            throw new UserError(
                ExitCode.INSTANCE_OFFLINE,
                "Cannot run a command on instance " + instance,
                "SSM says that it is not there or not online",
                "See whether the job still runs, and who is online: sm-local-ssh-training list",
                offline);
          }
        });
  }

  private Optional<CommandResult> result(String command, InstanceId instance) {
    GetCommandInvocationRequest request =
        GetCommandInvocationRequest.builder()
            .commandId(command)
            .instanceId(instance.value())
            .build();
    AwsCall call =
        new AwsCall("follow a command on instance " + instance, "ssm:GetCommandInvocation", "*");
    return call.make(
        () -> {
          try {
            return Optional.of(ssm.get().getCommandInvocation(request))
                .filter(invocation -> !UNFINISHED.contains(invocation.statusAsString()))
                .map(RunCommand::result);
          } catch (InvocationDoesNotExistException notYet) {
            // SSM knows a command a little before it knows its invocations.
            return Optional.empty();
          }
        });
  }

  private static CommandResult result(GetCommandInvocationResponse invocation) {
    return new CommandResult(
        invocation.statusAsString(),
        invocation.responseCode() == null ? -1 : invocation.responseCode(),
        text(invocation.standardOutputContent()),
        text(invocation.standardErrorContent()));
  }

  private static String text(String content) {
    return content == null ? "" : content;
  }
}
