package io.sagemakerssh.local.usage;

import io.sagemakerssh.local.exit.ExitAction;
import io.sagemakerssh.local.session.RawTerminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What is known, refreshed in place until the user has had enough: q and Ctrl-C end it, Ctrl-Z
 * stops the program, which shows it again when it goes on.
 */
public final class UsageView {
  private static final int END = -1;
  private static final int CTRL_C = 3;
  private static final int CTRL_Z = 26;

  private final UsageBoard board;
  private final Supplier<Duration> refresh;
  private final OutputStream out;

  /** Keys, and {@link #END} where no more figures or keys come. */
  private final BlockingQueue<Integer> keys = new LinkedBlockingQueue<>();

  /**
   * A view.
   *
   * @param refresh how long the next figures are awaited
   * @param out the terminal
   */
  public UsageView(UsageBoard board, Supplier<Duration> refresh, OutputStream out) {
    this.board = board;
    this.refresh = refresh;
    this.out = out;
  }

  /**
   * Shows it.
   *
   * @param in keys of the terminal; a thread goes on to read them
   * @param ended when no more figures come
   */
  public void show(InputStream in, CompletableFuture<Void> ended)
      throws IOException, InterruptedException {
    CompletableFuture<Void> unused = ended.whenComplete((nothing, failure) -> keys.add(END));
    boolean reading = false;
    while (true) {
      try (UsageScreen screen = UsageScreen.take(out)) {
        ExitAction givenBack = ExitAction.of("sm-ssh-screen", screen::close);
        if (!reading) {
          read(in);
          reading = true;
        }
        int key = untilKey(screen);
        givenBack.close();
        if (key != CTRL_Z) {
          return;
        }
      }
      RawTerminal.stopProgram();
    }
  }

  private int untilKey(UsageScreen screen) throws IOException, InterruptedException {
    while (true) {
      List<String> lines = new ArrayList<>(UsageTable.table().text(board.usages()));
      lines.add("");
      lines.add(board.usages().isEmpty() ? "Connecting ... (q quits)" : "q quits");
      screen.show(lines);
      Integer key = keys.poll(refresh.get().toMillis(), TimeUnit.MILLISECONDS);
      if (key != null && (key == END || key == 'q' || key == CTRL_C || key == CTRL_Z)) {
        return key;
      }
    }
  }

  private void read(InputStream in) {
    Thread reader =
        new Thread(
            () -> {
              int key = END;
              do {
                try {
                  key = in.read();
                } catch (IOException gone) {
                  // No terminal, nobody to look.
                  key = END;
                }
                keys.add(key);
              } while (key != END);
            },
            "sm-ssh-keys");
    reader.setDaemon(true);
    reader.start();
  }
}
