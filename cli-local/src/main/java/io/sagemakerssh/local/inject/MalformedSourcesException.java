package io.sagemakerssh.local.inject;

import java.io.IOException;

/** An archive is not what it should be; the message says why, to follow a "because". */
final class MalformedSourcesException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedSourcesException(String why) {
    super(why);
  }
}
