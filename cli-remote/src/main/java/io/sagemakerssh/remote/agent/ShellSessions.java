package io.sagemakerssh.remote.agent;

import io.sagemakerssh.core.session.encryption.DataKeys;
import io.sagemakerssh.core.session.service.AgentEncryption;
import io.sagemakerssh.core.session.service.AgentShellSession;
import io.sagemakerssh.core.session.service.MessageService;
import io.sagemakerssh.core.session.wire.StartSessionTask;
import io.sagemakerssh.remote.process.SessionProcess;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions of a shell or of one command, on a terminal or without (PROTOCOL.md D.7.4). */
final class ShellSessions implements SessionKind {
  static final String SHELL = "Standard_Stream";
  static final String INTERACTIVE_COMMAND = "InteractiveCommands";
  static final String COMMAND = "NonInteractiveCommands";

  private static final Logger LOG = LoggerFactory.getLogger(ShellSessions.class);

  private final MessageService service;
  private final String instanceId;
  private final DataKeys keys;
  private final SessionPrograms programs;
  private final ThreadFactory threads;

  /**
   * @param keys decrypts the keys of sessions that are encrypted
   */
  ShellSessions(
      MessageService service,
      String instanceId,
      DataKeys keys,
      SessionPrograms programs,
      ThreadFactory threads) {
    this.service = service;
    this.instanceId = instanceId;
    this.keys = keys;
    this.programs = programs;
    this.threads = threads;
  }

  @Override
  public void serve(StartSessionTask task, Predicate<AutoCloseable> opened)
      throws InvalidDocumentException, IOException, InterruptedException {
    ShellRequest request = ShellRequest.of(task);
    programs.check(request);
    TerminalResizes resizes = new TerminalResizes();
    try (AgentShellSession session =
        service.openShellSession(
            task.sessionId(), task.sessionType(), encryption(task, request), resizes)) {
      if (!opened.test(session)) {
        return;
      }
      SessionProcess process =
          request.onTerminal()
              ? programs.onTerminal(request, resizes.initial())
              : programs.onPipes(request);
      LOG.info("Session {} runs a {}", task.sessionId(), task.sessionType());
      resizes.follow(process);
      new ShellPump(session, process, request, threads).run();
    }
  }

  private Optional<AgentEncryption> encryption(StartSessionTask task, ShellRequest request) {
    return request.kmsKeyId().isEmpty()
        ? Optional.empty()
        : Optional.of(new AgentEncryption(keys, request.kmsKeyId(), task.sessionId(), instanceId));
  }
}
