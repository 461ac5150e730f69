package io.sagemakerssh.remote.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.encryption.DataKeys;
import io.sagemakerssh.core.session.service.AgentShellSession;
import io.sagemakerssh.core.session.service.MessageService;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.core.session.wire.TerminalSize;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.ContainerUser;
import io.sagemakerssh.remote.process.LoginShell;
import io.sagemakerssh.remote.process.SessionEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.InOrder;
import org.mockito.stubbing.Answer;

/**
 * Real shells and terminals, at a session that a test plays the client of; traps of PROTOCOL part F
 * by their numbers.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ShellSessionsTest {
  @TempDir private Path directory;

  private final RecordedChannel service = new RecordedChannel();
  private final MessageService messages = mock(MessageService.class);
  private final DataKeys dataKeys = mock(DataKeys.class);
  private final AgentShellSession session = mock(AgentShellSession.class);
  private final CompletableFuture<AgentShellSession.Listener> listener = new CompletableFuture<>();
  private final CompletableFuture<SessionEnd> end = new CompletableFuture<>();
  private final PipedOutputStream keys = new PipedOutputStream();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private AgentSessions sessions;

  /** What the client says before the shell runs. */
  private TerminalSize sizeAtOnce;

  @BeforeEach
  void prepare() throws IOException {
    ContainerUser user = new ContainerUser("me", 1, directory, Optional.of(Path.of("/bin/sh")));
    LoginShell shell = new LoginShell(Path.of("/bin/sh"));
    SessionPrograms programs =
        new SessionPrograms(
            user,
            shell,
            new SessionEnvironment(
                ContainerLayout.below(directory),
                user,
                shell,
                Map.of("PATH", System.getenv("PATH"), "PS1", "ready> ")));
    ThreadFactory threads = DaemonThreads.named("session");
    SessionKind shells = new ShellSessions(messages, "mi-1", dataKeys, programs, threads);
    sessions =
        new AgentSessions(
            Map.of(
                ShellSessions.SHELL, shells,
                ShellSessions.INTERACTIVE_COMMAND, shells,
                ShellSessions.COMMAND, shells),
            "mi-1",
            threads,
            mock(SessionCount.class));
    PipedInputStream typed = new PipedInputStream(keys, 1 << 16);
    when(session.input()).thenReturn(typed);
    when(session.output()).thenReturn(output);
    when(session.errors()).thenReturn(errors);
    when(session.end()).thenReturn(end);
    Answer<Void> ending =
        call -> {
          end(SessionEnd.Kind.CLOSED_HERE);
          return null;
        };
    doAnswer(ending).when(session).close();
    doAnswer(ending).when(session).terminate();
    when(messages.openShellSession(any(), any(), any(), any()))
        .thenAnswer(
            call -> {
              AgentShellSession.Listener hears = call.getArgument(3);
              if (sizeAtOnce != null) {
                hears.onResize(sizeAtOnce);
              }
              listener.complete(hears);
              return session;
            });
  }

  @AfterEach
  void stop() {
    sessions.close();
  }

  private void end(SessionEnd.Kind kind) throws IOException {
    end.complete(new SessionEnd(kind, ""));
    keys.close();
  }

  private void start(String type, String document) {
    JsonObject content = JsonParser.parseString(document).getAsJsonObject();
    content.addProperty("sessionType", type);
    sessions.onStart(
        service.channel(), new StartSessionTask("user-1", "doc", content, Map.of(), ""));
  }

  private void type(String text) throws IOException {
    keys.write(text.getBytes(UTF_8));
    keys.flush();
  }

  private void awaitOutput(String text) {
    await().atMost(20, TimeUnit.SECONDS).until(() -> output.toString(UTF_8).contains(text));
  }

  private static String command(String line, boolean separate) {
    JsonObject linux = new JsonObject();
    linux.addProperty("commands", line);
    linux.addProperty("separateOutputStream", Boolean.toString(separate));
    return "{\"properties\":{\"linux\":" + linux + "}}";
  }

  @Test
  void shellRunsOnATerminalAsLargeAsTheClients() throws Exception {
    sizeAtOnce = new TerminalSize(123, 45);
    type("stty size; echo $TERM $HOME; exit\n");
    start("Standard_Stream", "{}");

    assertThat(service.nextTaskComplete().status()).isEqualTo("Success");
    assertThat(output.toString(UTF_8)).contains("45 123").contains("xterm-256color " + directory);
  }

  @Test
  void terminalFollowsTheClients() throws Exception {
    start("Standard_Stream", "{}");
    awaitOutput("ready> ");
    listener.get().onResize(new TerminalSize(123, 45));
    type("stty size\n");

    awaitOutput("45 123");
  }

  @Test
  void controlBytesAreKeysOfTheTerminal() throws Exception {
    start("Standard_Stream", "{}");
    awaitOutput("ready> ");
    // Said by the job in the foreground: before it is there, the key is nobody's.
    type("sh -c 'echo begun; exec sleep 1000'\n");
    awaitOutput("\nbegun");
    type("\u0003");
    type("echo 'still ''here'\n");

    awaitOutput("still here");
  }

  @Test
  void profileIsTypedFirst() throws Exception {
    start("Standard_Stream", "{\"inputs\":{\"shellProfile\":{\"linux\":\"A=first\"}}}");
    type("echo \"A is $A\"; exit\n");

    service.nextTaskComplete();
    assertThat(output.toString(UTF_8)).contains("A is first");
  }

  @Test
  void hangsUpWhenTheClientIsGone() throws Exception {
    start("Standard_Stream", "{}");
    awaitOutput("ready> ");
    type("sh -c 'echo pid=$$.; exec sleep 1000'\n");
    Pattern line = Pattern.compile("\\npid=(\\d+)\\.");
    await().until(() -> line.matcher(output.toString(UTF_8)).find());
    Matcher told = line.matcher(output.toString(UTF_8));
    assertThat(told.find()).isTrue();
    ProcessHandle job = ProcessHandle.of(Long.parseLong(told.group(1))).orElseThrow();

    end(SessionEnd.Kind.REMOTE_EOF);

    assertThat(service.nextTaskComplete().status()).isEqualTo("Success");
    await().until(() -> !job.isAlive());
  }

  @Test
  void commandsErrorsAndExitCodeAreTold() throws Exception {
    start("NonInteractiveCommands", command("echo out; echo err >&2; exit 7", true));

    assertThat(service.nextTaskComplete().status()).isEqualTo("Success");
    assertThat(output.toString(UTF_8)).isEqualTo("out\n");
    assertThat(errors.toString(UTF_8)).isEqualTo("err\n");
    verify(session).sendExitCode(7);
  }

  @Test
  void commandsErrorsJoinTheOutputUnlessTheDocumentSeparatesThem() throws Exception {
    start("NonInteractiveCommands", command("echo out; echo err >&2; exit 7", false));

    service.nextTaskComplete();
    assertThat(output.toString(UTF_8)).isEqualTo("out\nerr\n");
    verify(session, never()).sendExitCode(anyInt());
  }

  @Test
  void controlByteIsASignalForACommandWithoutTerminal() throws Exception {
    start(
        "NonInteractiveCommands",
        command("trap 'echo caught; exit 3' INT; echo begun; while :; do sleep 0.1; done", true));
    awaitOutput("begun");
    type("\u0003");

    service.nextTaskComplete();
    assertThat(output.toString(UTF_8)).contains("caught");
    verify(session).sendExitCode(3);
  }

  @Test
  void commandOnATerminalHasOne() throws Exception {
    start("InteractiveCommands", command("test -t 0 && echo terminal", false));

    service.nextTaskComplete();
    assertThat(output.toString(UTF_8)).contains("terminal");
  }

  @Test
  void documentWithoutCommandIsRefused() throws Exception {
    start("InteractiveCommands", "{}");

    assertThat(service.nextTaskComplete().output()).contains("names no command");
  }

  @Test
  void shellsEndIsToldToTheService() throws Exception {
    start("Standard_Stream", "{}");
    type("exit\n");
    service.nextTaskComplete();

    verify(session).terminate();
  }

  @Test
  void trap23TheDataChannelIsClosedBeforeTheEndIsReported() throws Exception {
    start("NonInteractiveCommands", command("echo last", true));
    service.nextTaskComplete();

    InOrder order = inOrder(session, service.channel());
    order.verify(session, atLeastOnce()).close();
    order.verify(service.channel()).sendTaskComplete(any());
    order.verifyNoMoreInteractions();
  }

  @Test
  void trap40InputsForS3AndCloudWatchCallNobody() throws Exception {
    start(
        "Standard_Stream",
        """
        {"inputs":{"s3BucketName":"bucket","s3KeyPrefix":"logs","s3EncryptionEnabled":true,
          "cloudWatchLogGroupName":"group","cloudWatchEncryptionEnabled":true,
          "cloudWatchStreamingEnabled":true,"kmsKeyId":""}}
        """);
    type("exit\n");

    assertThat(service.nextTaskComplete().status()).isEqualTo("Success");
    verify(messages).openShellSession(eq("user-1"), any(), eq(Optional.empty()), any());
    verifyNoMoreInteractions(messages);
    verifyNoInteractions(dataKeys);
  }

  @Test
  void exitCodeThatNobodyHearsIsNoFailure() throws Exception {
    doThrow(new IOException("The other end closed the session")).when(session).sendExitCode(7);
    start("NonInteractiveCommands", command("exit 7", true));

    assertThat(service.nextTaskComplete().status()).isEqualTo("Success");
  }

  @Test
  void shellOfAnotherUserIsRefused() throws Exception {
    start("Standard_Stream", "{\"inputs\":{\"runAsEnabled\":true,\"runAsDefaultUser\":\"ops\"}}");

    assertThat(service.nextTaskComplete().output()).contains("of the user ops");
  }
}
