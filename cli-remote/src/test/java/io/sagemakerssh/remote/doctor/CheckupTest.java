package io.sagemakerssh.remote.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.diagnosis.Diagnosis;
import io.sagemakerssh.core.diagnosis.Examined;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.remote.daemon.ProcessLock;
import io.sagemakerssh.remote.layout.ContainerLayout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Each test breaks one thing in a container where all else is well. */
class CheckupTest {
  @TempDir Path home;
  private final AwsClients aws = mock(AwsClients.class);
  private final StsClient sts = mock(StsClient.class);
  private final Map<String, String> variables = new HashMap<>();
  private ContainerLayout layout;
  private ServerSocket sshServer;
  private ProcessLock daemon;

  @BeforeEach
  void allIsWell() throws IOException {
    layout = ContainerLayout.below(home.resolve("ssh"));
    Files.createDirectories(layout.run());
    Files.createDirectories(layout.authorizedKeysDirectory());
    daemon = ProcessLock.acquire(layout.daemonLock());
    sshServer = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    greet("SSH-2.0-test\r\n");
    status("online", "");
    variables.put("START_SSH", "true");
    variables.put("SSH_SSM_ROLE", "SsmRole");
    variables.put("SSH_OWNER_TAG", "AIDAJANE");
    variables.put("SAGEMAKER_BASE_DIR", home.resolve("ml").toString());
    when(aws.sts()).thenReturn(sts);
    when(sts.getCallerIdentity())
        .thenReturn(GetCallerIdentityResponse.builder().arn("arn:job").build());
  }

  @AfterEach
  void end() throws IOException {
    sshServer.close();
    daemon.close();
  }

  private void greet(String banner) {
    ServerSocket server = sshServer;
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  socket.getOutputStream().write(banner.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException closed) {
                  return;
                }
              }
            },
            "test-ssh-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void status(String state, String failure) throws IOException {
    Files.writeString(
        layout.daemonStatus(),
        """
        {"pid": 7, "state": "%s", "sshPort": %d, "hostKey": "", "instanceId": "mi-01"%s}
        """
            .formatted(state, sshServer.getLocalPort(), failure));
  }

  private Diagnosis look() {
    return new Checkup(new Environment(variables), layout, aws).run(one -> {});
  }

  private void assertCause(String name, ExitCode code, String mend) {
    Diagnosis diagnosis = look();
    assertThat(diagnosis.cause().map(Examined::name)).as("%s", diagnosis).contains(name);
    assertThat(diagnosis.exitCode()).isEqualTo(code);
    assertThat(diagnosis.cause().orElseThrow().finding().mend()).contains(mend);
  }

  @Test
  void nothingIsWrong() {
    assertThat(look().cause()).isEmpty();
    assertThat(look().warnings()).isEmpty();
  }

  @Test
  void sshIsNotWanted() throws IOException {
    variables.remove("START_SSH");
    Files.delete(layout.daemonStatus());

    assertCause("settings", ExitCode.JOB_WITHOUT_SSH, "START_SSH=true");
  }

  @Test
  void sshIsWantedAndNobodySetItUp() throws IOException {
    Files.delete(layout.daemonStatus());

    assertCause("daemon", ExitCode.SETUP_FAILED, "setup_and_start_ssh()");
  }

  @Test
  void aSessionsOwnEnvironmentMisleadsNobody() {
    variables.put("START_SSH", "false");

    assertThat(look().cause()).isEmpty();
  }

  @Test
  void aSettingIsMissing() {
    variables.remove("SSH_SSM_ROLE");

    assertCause("settings", ExitCode.REGISTRATION_FAILED, "SSH_SSM_ROLE=");
  }

  @Test
  void theRoleCannotCallAws() {
    when(sts.getCallerIdentity()).thenThrow(SdkClientException.create("profile is odd"));

    assertCause("job's role", ExitCode.NO_CREDENTIALS, "profile");
  }

  @Test
  void theDaemonHasDied() {
    daemon.close();

    assertCause("daemon", ExitCode.SETUP_FAILED, "sm-setup-ssh");
  }

  @Test
  void theDaemonGaveUp() throws IOException {
    status(
        "failed",
        ", \"failure\": {\"exitCode\": \"REGISTRATION_FAILED\", \"what\": \"Cannot\","
            + " \"why\": \"denied\", \"advice\": \"allow it\"}");

    assertCause("daemon", ExitCode.REGISTRATION_FAILED, "allow it");
  }

  @Test
  void theSshServerDoesNotAnswer() throws IOException {
    sshServer.close();

    assertCause("SSH server", ExitCode.SESSION_FAILED, "daemon.log");
  }

  @Test
  void theAgentIsNotOnline() throws IOException {
    status("registered", "");

    assertCause("SSM agent", ExitCode.INSTANCE_OFFLINE, "ssmmessages");
  }

  @Test
  void keysAreCounted() throws IOException {
    Files.writeString(layout.authorizedKeysDirectory().resolve("a.pub"), "ssh-ed25519 AAAA\n");

    assertThat(look().examined())
        .filteredOn(one -> one.name().equals("public keys"))
        .extracting(one -> one.finding().text())
        .containsExactly("1 installed");
  }
}
