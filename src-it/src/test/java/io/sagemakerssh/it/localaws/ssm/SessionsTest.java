package io.sagemakerssh.it.localaws.ssm;

import static io.sagemakerssh.it.localaws.TestAws.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.core.session.service.AgentPortSession;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.core.session.wire.TaskComplete;
import io.sagemakerssh.it.localaws.TestAgent;
import io.sagemakerssh.it.localaws.TestAws;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ResumeSessionResponse;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionFilter;
import software.amazon.awssdk.services.ssm.model.SessionState;
import software.amazon.awssdk.services.ssm.model.SessionStatus;
import software.amazon.awssdk.services.ssm.model.StartSessionResponse;

/** StartSession, ResumeSession, TerminateSession, DescribeSessions. */
class SessionsTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  private static final String BOBS_ID = "AIDAJQABLZS4A3EXAMPLE";

  @TempDir static Path directory;
  private static SsmClient ssm;
  private static TestAgent agent;

  @BeforeAll
  static void goOnline() {
    ssm = AWS.ssm();
    agent = TestAgent.online(AWS.aws(), directory, "sessions", BOBS_ID);
  }

  @AfterAll
  static void leave() {
    agent.close();
  }

  @AfterEach
  void backToNow() {
    AWS.clock().reset();
    for (Session left : ssm.describeSessions(b -> b.state(SessionState.ACTIVE)).sessions()) {
      ssm.terminateSession(b -> b.sessionId(left.sessionId()));
    }
  }

  private StartSessionResponse start(SsmClient client) {
    return client.startSession(
        b ->
            b.target(agent.id())
                .documentName("AWS-StartSSHSession")
                .reason("testing")
                .parameters(Map.of("portNumber", List.of("2222"))));
  }

  private Session described(SessionState state, String id) {
    return await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () ->
                ssm.describeSessions(
                        b ->
                            b.state(state)
                                .filters(
                                    SessionFilter.builder().key("SessionId").value(id).build()))
                    .sessions(),
            found -> found.size() == 1)
        .get(0);
  }

  @Test
  void asksTheAgentAndGivesAStreamAndAToken() {
    StartSessionResponse started = start(ssm);

    StartSessionTask task = agent.takeSession(started.sessionId());
    assertThat(task.sessionId()).isEqualTo(started.sessionId()).startsWith("alice-");
    assertThat(task.documentName()).isEqualTo("AWS-StartSSHSession");
    assertThat(task.parameters()).containsExactly(Map.entry("portNumber", "2222"));
    assertThat(task.owner()).isEqualTo("arn:aws:iam::123456789012:user/alice");
    assertThat(started.streamUrl())
        .startsWith("ws://127.0.0.1:")
        .contains("/v1/data-channel/" + started.sessionId());
    assertThat(started.tokenValue()).hasSizeGreaterThan(64);
  }

  @Test
  void aSessionIsConnectingThenTerminated() {
    String id = start(ssm).sessionId();
    Session connecting = described(SessionState.ACTIVE, id);
    assertThat(connecting.status()).isEqualTo(SessionStatus.CONNECTING);
    assertThat(connecting.target()).isEqualTo(agent.id());
    assertThat(connecting.owner()).isEqualTo("arn:aws:iam::123456789012:user/alice");
    assertThat(connecting.reason()).isEqualTo("testing");
    assertThat(connecting.endDate()).isNull();

    assertThat(ssm.terminateSession(b -> b.sessionId(id)).sessionId()).isEqualTo(id);

    assertThat(agent.takeClosed(id).sessionId()).isEqualTo(id);
    Session terminated = described(SessionState.HISTORY, id);
    assertThat(terminated.status()).isEqualTo(SessionStatus.TERMINATED);
    assertThat(terminated.endDate()).isNotNull();
  }

  @Test
  void aFailureOfTheAgentEndsIt() {
    String id = start(ssm).sessionId();

    agent.completeTask(id, TaskComplete.FAILED, "the port refused");

    assertThat(described(SessionState.HISTORY, id).status()).isEqualTo(SessionStatus.FAILED);
  }

  @Test
  void anAgentThatNeverComesFailsTheSession() {
    String id = start(ssm).sessionId();

    AWS.clock().advance(Duration.ofSeconds(31));

    assertThat(described(SessionState.HISTORY, id).status()).isEqualTo(SessionStatus.FAILED);
  }

  @Test
  void resumingGivesANewTokenUntilTheSessionIsOver() {
    StartSessionResponse started = start(ssm);

    ResumeSessionResponse resumed = ssm.resumeSession(b -> b.sessionId(started.sessionId()));
    ssm.terminateSession(b -> b.sessionId(started.sessionId()));
    ResumeSessionResponse over = ssm.resumeSession(b -> b.sessionId(started.sessionId()));

    assertThat(resumed.streamUrl()).isEqualTo(started.streamUrl());
    assertThat(resumed.tokenValue()).isNotEqualTo(started.tokenValue());
    assertThat(over.tokenValue()).isNull();
    assertRefused(
        400, "DoesNotExistException", () -> ssm.resumeSession(b -> b.sessionId("alice-absent")));
  }

  @Test
  void listsByFilterAndPage() {
    SsmClient bob = AWS.ssm("bob");
    String alices = start(ssm).sessionId();
    AWS.clock().advance(Duration.ofMillis(10));
    String bobs = start(bob).sessionId();
    SessionFilter here = SessionFilter.builder().key("Target").value(agent.id()).build();
    SessionFilter ofBob =
        SessionFilter.builder().key("Owner").value("arn:aws:iam::123456789012:user/bob").build();

    assertThat(
            ssm.describeSessionsPaginator(
                    b -> b.state(SessionState.ACTIVE).filters(here).maxResults(1))
                .sessions())
        .extracting(Session::sessionId)
        .containsExactly(bobs, alices);
    assertThat(
            ssm.describeSessions(b -> b.state(SessionState.ACTIVE).filters(here, ofBob)).sessions())
        .extracting(Session::sessionId)
        .containsExactly(bobs);
    assertRefused(
        400,
        "InvalidFilterKey",
        () ->
            ssm.describeSessions(
                b ->
                    b.state(SessionState.ACTIVE)
                        .filters(SessionFilter.builder().key("Colour").value("red").build())));
    assertRefused(400, "ValidationException", () -> ssm.describeSessions(b -> b.state("Gone")));
  }

  @Test
  void onlyItsStarterMayEndOrResumeIt() {
    SsmClient bob = AWS.ssm("bob");
    String alices = start(ssm).sessionId();
    String bobs = start(bob).sessionId();

    assertRefused(
            400, "AccessDeniedException", () -> bob.terminateSession(b -> b.sessionId(alices)))
        .hasMessageContaining("ssm:TerminateSession");
    assertRefused(400, "AccessDeniedException", () -> bob.resumeSession(b -> b.sessionId(alices)));
    bob.resumeSession(b -> b.sessionId(bobs));
    bob.terminateSession(b -> b.sessionId(bobs));
  }

  @Test
  void refuses() {
    assertRefused(
        400,
        "TargetNotConnected",
        () ->
            ssm.startSession(
                b -> b.target("mi-00000000000000000").documentName("AWS-StartSSHSession")));
    assertRefused(
        400,
        "InvalidDocument",
        () -> ssm.startSession(b -> b.target(agent.id()).documentName("AWS-RunShellScript")));
    assertRefused(
            400,
            "AccessDeniedException",
            () -> AWS.ssm("bob").startSession(b -> b.target(agent.id())))
        .as("the shell's document is not among bob's")
        .hasMessageContaining("document/SSM-SessionManagerRunShell");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "ssh", "22; rm", ""})
  void refusesAPortThatIsNone(String port) {
    assertRefused(
        400,
        "InvalidParameters",
        () ->
            ssm.startSession(
                b ->
                    b.target(agent.id())
                        .documentName("AWS-StartSSHSession")
                        .parameters(Map.of("portNumber", List.of(port)))));
  }

  @Test
  void needsTheAdvancedTier() {
    String setting = "/ssm/managed-instance/activation-tier";
    ssm.resetServiceSetting(b -> b.settingId(setting));
    try {
      assertThat(ssm.getServiceSetting(b -> b.settingId(setting)).serviceSetting().settingValue())
          .isEqualTo("standard");
      assertRefused(400, "BadRequest", () -> start(ssm))
          .hasMessageContaining("advanced-instances tier");
    } finally {
      ssm.updateServiceSetting(b -> b.settingId(setting).settingValue("advanced"));
    }
    start(ssm);
    assertRefused(
        400, "ServiceSettingNotFound", () -> ssm.getServiceSetting(b -> b.settingId("/none")));
  }

  @Test
  void agentCannotOpenWhatIsOver() throws IOException {
    String id = start(ssm).sessionId();
    StartSessionTask task = agent.takeSession(id);
    ssm.terminateSession(b -> b.sessionId(id));
    described(SessionState.HISTORY, id);

    assertThatThrownBy(
            () -> {
              AgentPortSession opened =
                  agent
                      .messages()
                      .openPortSession(id, task.documentContent().getAsJsonObject("properties"));
              opened.close();
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("already terminated");
  }
}
