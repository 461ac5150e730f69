package io.sagemakerssh.local.session;

/**
 * What ends a session whose other end no longer answers, as in OpenSSH: {@code ~.} at the beginning
 * of a line. {@code ~~} there stands for one tilde; a tilde before anything else is itself.
 */
final class EscapeSequence {
  private static final byte ESCAPE = '~';

  private boolean atLineStart = true;
  private boolean escaped;

  /** Whether the user has asked for the end. What was typed behind that is lost. */
  private boolean ended;

  /**
   * Takes the typed bytes that are to be sent out of a buffer.
   *
   * @return how many bytes of the target are to be sent; it has room for one more than were typed
   */
  int filter(byte[] typed, int count, byte[] target) {
    int length = 0;
    for (int i = 0; i < count && !ended; i++) {
      byte key = typed[i];
      if (escaped) {
        escaped = false;
        if (key == '.') {
          ended = true;
          break;
        }
        target[length++] = ESCAPE;
        if (key == ESCAPE) {
          atLineStart = false;
          continue;
        }
      } else if (atLineStart && key == ESCAPE) {
        escaped = true;
        continue;
      }
      target[length++] = key;
      atLineStart = key == '\r' || key == '\n';
    }
    return length;
  }

  boolean isEnded() {
    return ended;
  }
}
