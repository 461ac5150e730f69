package io.sagemakerssh.local.copy;

import java.io.IOException;

/** Another run of the program copies the same file to the same place just now. */
final class CopyUnderWayException extends IOException {
  CopyUnderWayException() {
    super("another cp of yours copies it to the same place just now");
  }
}
