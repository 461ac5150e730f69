package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.tunnel.Tunnel;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether an SSH server answers at the other end of the session. */
record BannerCheck(Case of) implements Check {
  static final String NAME = "SSH banner";

  private static final int PATIENCE_SECONDS = 10;

  /** RFC 4253, 4.2: other lines may come before the version. */
  private static final int LONGEST = 8192;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(SessionCheck.NAME);
  }

  @Override
  public Finding look() {
    try (Tunnel tunnel = of.tunnel()) {
      Optional<String> banner =
          CompletableFuture.supplyAsync(() -> read(tunnel.input()), of.executor())
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return banner
          .map(Finding::ok)
          .orElseGet(() -> silent("the session ended without an SSH banner"));
    } catch (UserError refused) {
      return silent(refused.why());
    } catch (TimeoutException late) {
      return silent("nothing came for " + PATIENCE_SECONDS + " s");
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return silent("interrupted");
    }
  }

  private Finding silent(String what) {
    return Finding.fail(
        "no SSH server answers on port " + of.registration().port() + " of the container: " + what,
        "Look at the container's side: run sm-doctor there, or see the job's log.",
        ExitCode.SESSION_FAILED);
  }

  private static Optional<String> read(InputStream in) {
    StringBuilder line = new StringBuilder();
    try {
      for (int count = 0, c = in.read(); c >= 0 && count < LONGEST; count++, c = in.read()) {
        if (c != '\n') {
          line.append((char) c);
        } else if (line.toString().startsWith("SSH-")) {
          return Optional.of(line.toString().strip());
        } else {
          line.setLength(0);
        }
      }
    } catch (IOException broken) {
      // The same as the end: no banner came.
      return Optional.empty();
    }
    return Optional.empty();
  }
}
