package io.sagemakerssh.local.stripe;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the bytes of a striped transfer go. Called by several threads, for different places. */
public interface StripeTarget {
  /**
   * Takes bytes.
   *
   * @param offset their place in the content
   * @param bytes from position to limit; only until this returns
   */
  void write(long offset, ByteBuffer bytes) throws IOException;
}
