package io.sagemakerssh.local.copy;

import java.io.IOException;

/** Brings a file's content from one tree to the other. Used by several threads. */
public interface Carrier {
  /**
   * Carries all from a place on.
   *
   * @param part where it goes; up to that place it is there already
   * @throws IOException if not all came; what is there then may be continued
   */
  void carry(CopyItem item, String part, long offset, Progress progress) throws IOException;
}
