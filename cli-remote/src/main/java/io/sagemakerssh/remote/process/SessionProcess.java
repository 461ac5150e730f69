package io.sagemakerssh.remote.process;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A session's process, on a terminal of its own or on pipes. */
public sealed interface SessionProcess {
  Process process();

  /** Tells the terminal its size, in characters; without a terminal, nothing. */
  void resize(int columns, int rows);

  /**
   * Whether the session ends as soon as the process does. On pipes it ends when the last writer of
   * its output does, as with OpenSSH.
   */
  boolean endsWithProcess();

  /** Tells the command and what belongs to it that the client is gone. */
  void hangUp();

  static SessionProcess onPipes(List<String> command, Map<String, String> variables, Path directory)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(ProcessGroup.leading(command));
    builder.directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    return new OnPipes(DefaultSignals.in(builder::start));
  }

  static SessionProcess onTerminal(
      List<String> command, Map<String, String> variables, Path directory, int columns, int rows)
      throws IOException {
    PtyProcessBuilder builder =
        new PtyProcessBuilder(command.toArray(String[]::new))
            .setEnvironment(variables)
            .setDirectory(directory.toString())
            .setInitialColumns(columns)
            .setInitialRows(rows)
            .setUnixOpenTtyToPreserveOutputAfterTermination(true);
    return new OnTerminal(DefaultSignals.in(builder::start));
  }

  /** Standard input, output and errors apart. */
  record OnPipes(Process process) implements SessionProcess {
    @Override
    public void resize(int columns, int rows) {}

    @Override
    public boolean endsWithProcess() {
      return false;
    }

    @Override
    public void hangUp() {
      new ProcessGroup(process).hangUp();
    }
  }

  /** A pseudo terminal, whose session and foreground group the process leads. */
  record OnTerminal(PtyProcess process) implements SessionProcess {
    @Override
    public void resize(int columns, int rows) {
      if (process.isAlive()) {
        process.setWinSize(new WinSize(columns, rows));
      }
    }

    @Override
    public boolean endsWithProcess() {
      return true;
    }

    /** The shell's own group; the terminal, once it is closed, tells the job in the foreground. */
    @Override
    public void hangUp() {
      new ProcessGroup(process).signal(ProcessGroup.SIGHUP);
    }
  }
}
