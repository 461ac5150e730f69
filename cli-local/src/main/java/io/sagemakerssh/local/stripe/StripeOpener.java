package io.sagemakerssh.local.stripe;

import java.io.IOException;
import java.io.InputStream;

/** Opens one part of a content, over a connection of its own. Called by several threads. */
public interface StripeOpener {
  /**
   * Opens a part.
   *
   * @param offset where it begins, in bytes
   * @param length of the part, in bytes; 1 at least
   * @return exactly that part; ends early if the connection broke
   */
  InputStream open(long offset, long length) throws IOException;
}
