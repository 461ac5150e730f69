package io.sagemakerssh.local.copy;

import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.Consumer;

/** Carries large files one way while that works, and all others another. Used by one thread. */
public final class PreferredCarrier implements Carrier {
  private final Carrier preferred;
  private final Carrier other;
  private final long least;
  private final Consumer<String> notes;
  private boolean givenUp;

  /**
   * A carrier.
   *
   * @param least bytes for which the preferred way is worth while
   * @param notes told once why it is given up
   */
  public PreferredCarrier(Carrier preferred, Carrier other, long least, Consumer<String> notes) {
    this.preferred = preferred;
    this.other = other;
    this.least = least;
    this.notes = notes;
  }

  @Override
  public void carry(CopyItem item, String part, long offset, Progress progress) throws IOException {
    if (givenUp || item.entry().size() - offset < least) {
      other.carry(item, part, offset, progress);
      return;
    }
    long before = progress.bytesMoved();
    try {
      preferred.carry(item, part, offset, progress);
      return;
    } catch (InterruptedIOException ending) {
      throw ending;
    } catch (IOException failed) {
      giveUp(String.valueOf(failed.getMessage()));
    } catch (UserError refused) {
      giveUp(refused.what() + ": " + refused.why());
    }
    progress.lost(progress.bytesMoved() - before);
    other.carry(item, part, offset, progress);
  }

  private void giveUp(String why) {
    givenUp = true;
    notes.accept("note: by SSH and not through S3: " + why);
  }
}
