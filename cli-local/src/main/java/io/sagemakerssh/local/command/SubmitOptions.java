package io.sagemakerssh.local.command;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.s3.S3Location;
import io.sagemakerssh.local.submit.SubmitChoices;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How SSH is to run in the job. */
final class SubmitOptions {
  @Option(
      names = "--wait-time",
      paramLabel = "<seconds>",
      converter = SecondsConverter.class,
      description =
          "How long the container waits for you before it trains; otherwise the request's SSH_WAIT_TIME_SECONDS, or"
              + " 600.")
  private Duration waitTime;

  @Option(
      names = "--instance-count",
      paramLabel = "<nodes>",
      description =
          "On how many of the job's nodes SSH starts; otherwise the request's SSH_INSTANCE_COUNT, or 2.")
  private Integer instanceCount;

  @Option(
      names = "--ssm-role",
      paramLabel = "<role>",
      description =
          "The role that the managed instance runs under; otherwise the request's SSH_SSM_ROLE, or its RoleArn.")
  private String ssmRole;

  @Option(
      names = "--owner",
      paramLabel = "<user-id>",
      description =
          "The UserId of who may connect; otherwise the request's SSH_OWNER_TAG, or who you are now.")
  private String owner;

  @Option(
      names = "--entrypoint",
      paramLabel = "<command>",
      description = {
        "The image's own entry point, where the request has no ContainerEntrypoint: a JSON array as docker inspect"
            + " prints it, or one word. [] is an image without.",
        "Starts SSH in the container's command, in script mode too."
      })
  private String entryPoint;

  @Option(
      names = "--upload-to",
      paramLabel = "<s3-uri>",
      description =
          "The directory in S3 to upload below; otherwise that of the sources, or the bucket"
              + " sagemaker-<region>-<account>.")
  private String uploads;

  SubmitChoices choices() {
    return new SubmitChoices(
        Optional.ofNullable(ssmRole),
        Optional.ofNullable(owner),
        Optional.ofNullable(waitTime),
        Optional.ofNullable(instanceCount),
        Optional.ofNullable(entryPoint).map(SubmitOptions::words),
        Optional.ofNullable(uploads).map(S3Location::parse));
  }

  /** {@code null} is what docker prints for an image without an entry point. */
  private static List<String> words(String text) {
    String stripped = text.strip();
    if (stripped.equals("null")) {
      return List.of();
    }
    if (!stripped.startsWith("[")) {
      return List.of(text);
    }
    try {
      return List.of(new Gson().fromJson(stripped, String[].class));
    } catch (JsonParseException | NullPointerException notStrings) {
      throw new UserError(
          ExitCode.USAGE,
          "'" + text + "' is no entry point",
          "it begins like a JSON array and is none of strings",
          "Give such as '[\"python3\", \"/work/main.py\"]'.",
          notStrings);
    }
  }
}
