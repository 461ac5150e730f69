package io.sagemakerssh.local.copy;

import java.net.URL;

/** Where pieces of files wait on their way. Every method may throw a UserError. */
public interface PieceStore {
  /** Writes a piece, and counts its bytes as they go. */
  void put(String name, byte[] bytes, PieceProgress progress);

  /**
   * Reads a piece, and counts its bytes as they come.
   *
   * @param length of the piece
   */
  byte[] get(String name, int length, PieceProgress progress);

  void delete(String name);

  /** A URL that lets whoever has it read the piece for some time. */
  URL readable(String name);

  /** A URL that lets whoever has it write the piece for some time. */
  URL writable(String name, long length);
}
