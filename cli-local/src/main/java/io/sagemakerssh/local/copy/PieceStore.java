package io.sagemakerssh.local.copy;

import java.net.URL;

/** Where pieces of files wait on their way. Every method may throw a UserError. */
public interface PieceStore {
  void put(String name, byte[] bytes);

  byte[] get(String name);

  void delete(String name);

  /** A URL that lets whoever has it read the piece for some time. */
  URL readable(String name);

  /** A URL that lets whoever has it write the piece for some time. */
  URL writable(String name, long length);
}
