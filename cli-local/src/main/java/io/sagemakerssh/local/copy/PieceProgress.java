package io.sagemakerssh.local.copy;

/** What of one piece has moved, which may begin again, and may come to nothing in the end. */
public final class PieceProgress {
  private final Progress progress;
  private long counted;
  private boolean over;

  /** Nothing has moved yet. */
  PieceProgress(Progress progress) {
    this.progress = progress;
  }

  synchronized void moved(int bytes) {
    if (!over) {
      counted += bytes;
      progress.moved(bytes);
    }
  }

  /** The piece is moved once more, from its beginning. */
  synchronized void again() {
    progress.lost(counted);
    counted = 0;
  }

  /** The piece does not come, whatever its thread may still count. */
  synchronized void forget() {
    again();
    over = true;
  }
}
