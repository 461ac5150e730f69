package io.sagemakerssh.local.copy;

import java.io.IOException;

/** A relay that cannot be had at all; nothing has been carried. */
final class RelayUnavailableException extends IOException {
  RelayUnavailableException(String why, Throwable cause) {
    super(why, cause);
  }
}
