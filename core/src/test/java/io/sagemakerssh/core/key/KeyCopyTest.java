package io.sagemakerssh.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.CommandResult;
import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.core.instance.RunCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

class KeyCopyTest {
  private static final InstanceId INSTANCE = new InstanceId("mi-01234567890abcdef");
  private static final SshPublicKey KEY =
      new SshPublicKey(
          "ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl");
  private static final KeysPath PATH = KeysPath.ofAccount("us-east-1", "123456789012");

  private final S3Client s3 = mock(S3Client.class);
  private final RunCommand runCommand = mock(RunCommand.class);
  private final KeyCopy copy = new KeyCopy(() -> s3, runCommand);

  private void answer(CommandResult result) {
    when(runCommand.run(any(), anyString(), anyList())).thenReturn(result);
  }

  private List<String> script() {
    @SuppressWarnings("unchecked")
    ArgumentCaptor<List<String>> lines = ArgumentCaptor.forClass(List.class);
    verify(runCommand).run(any(), anyString(), lines.capture());
    return lines.getValue();
  }

  @Test
  void putsTheKeyIntoTheAccountsOwnBucketAndNowhereElse() {
    answer(new CommandResult("Success", 0, "", ""));

    copy.copy(KEY, INSTANCE, "AIDAEXAMPLE", PATH);

    ArgumentCaptor<PutObjectRequest> put = ArgumentCaptor.forClass(PutObjectRequest.class);
    verify(s3).putObject(put.capture(), any(RequestBody.class));
    assertThat(put.getValue().expectedBucketOwner()).isEqualTo("123456789012");
    assertThat(put.getValue().key()).isEqualTo(PATH.objectKey("AIDAEXAMPLE", INSTANCE, KEY));
  }

  @Test
  void failedCommandShowsItsErrorOutput() {
    answer(new CommandResult("Failed", 1, "", "aws: command not found"));

    assertThatThrownBy(() -> copy.copy(KEY, INSTANCE, "AIDAEXAMPLE", PATH))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.KEY_COPY_FAILED);
              assertThat(error.why()).contains("aws: command not found");
            });
  }

  @Test
  void missingBucketIsNamedAndTheContainerLeftAlone() {
    when(s3.putObject(any(PutObjectRequest.class), any(RequestBody.class)))
        .thenThrow(NoSuchBucketException.builder().build());

    assertThatThrownBy(() -> copy.copy(KEY, INSTANCE, "AIDAEXAMPLE", PATH))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> assertThat(error.advice()).contains("aws s3 mb s3://" + PATH.bucket()));
    verifyNoInteractions(runCommand);
  }

  @Test
  void scriptCallsOurInstallerWhereThereIsOne(@TempDir Path directory) throws Exception {
    answer(new CommandResult("Success", 0, "", ""));
    copy.copy(KEY, INSTANCE, "AIDAEXAMPLE", PATH);
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path installer = bin.resolve("sm-install-key");
    Files.writeString(installer, "#!/bin/sh\necho \"installing $1\"\n");
    assertThat(installer.toFile().setExecutable(true)).isTrue();

    assertThat(run(script(), directory))
        .isEqualTo(
            "installing s3://"
                + PATH.bucket()
                + "/"
                + PATH.objectKey("AIDAEXAMPLE", INSTANCE, KEY)
                + "\n");
  }

  private static String run(List<String> script, Path home) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", String.join("\n", script));
    builder.environment().put("SM_SSH_HOME", home.toString());
    Process process = builder.redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
