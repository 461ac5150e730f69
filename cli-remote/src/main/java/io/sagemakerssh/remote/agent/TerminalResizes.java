package io.sagemakerssh.remote.agent;

import io.sagemakerssh.core.session.service.AgentShellSession;
import io.sagemakerssh.core.session.wire.TerminalSize;
import io.sagemakerssh.remote.process.SessionProcess;

/** The sizes of a client's terminal: those that come before the shell runs count too. */
final class TerminalResizes implements AgentShellSession.Listener {
  private static final TerminalSize USUAL = new TerminalSize(80, 24);

  private TerminalSize last = USUAL;
  private SessionProcess process;

  /** The size to begin with. */
  synchronized TerminalSize initial() {
    return last;
  }

  /** From now on a process is told of each size, first of the last one. */
  synchronized void follow(SessionProcess started) {
    process = started;
    process.resize(last.columns(), last.rows());
  }

  @Override
  public synchronized void onResize(TerminalSize size) {
    last = size;
    if (process != null) {
      process.resize(size.columns(), size.rows());
    }
  }
}
